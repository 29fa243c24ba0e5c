"""What `headroom export` prints, held against AWS's own models.

Usage: check.py HEADROOM SCENARIO...   (`cargo xtask test interop` calls it)

Every scenario's requests are validated by botocore against the service models and their enums,
its template by cfn-lint, its Terraform by an HCL parser, and its boto3 script runs against a moto
server on this machine, whose descriptions must equal what was asked. Each of the four is first
seen to refuse a planted fault: a check that cannot fail would say nothing.
"""

import enum
import json
import logging
import os
import shlex
import subprocess
import sys
import tempfile

import botocore.session
import botocore.validate
import hcl2
from moto.applicationautoscaling import models, responses
from moto.server import ThreadedMotoServer

SESSION = botocore.session.get_session()
OPERATIONS = {
    "register-scalable-target",
    "put-scaling-policy",
    "put-scheduled-action",
    "put-metric-alarm",
}


def teach_moto():
    """moto knows one of SageMaker's three scalable dimensions; AWS's own model has all of them."""
    model = SESSION.get_service_model("application-autoscaling")
    dimensions = model.shape_for("ScalableDimension").enum
    everything = enum.Enum("ScalableDimensionValueSet", {d: d for d in dimensions})
    models.ScalableDimensionValueSet = responses.ScalableDimensionValueSet = everything


def is_refused(scenario):
    """A golden run may be a refusal; then there is nothing to set up."""
    run = os.path.join(os.path.dirname(scenario), "run.txt")
    if not os.path.exists(run):
        return False
    with open(run) as file:
        return "[E_" in file.read()


def export(headroom, scenario, form):
    """The text of one form; None for a scenario without scaling, or one on Spot that is refused."""
    command = [headroom, "export", scenario, "--as", form]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        if "nothing to export" in done.stderr or "[E_SPOT_" in done.stderr:
            return None
        raise SystemExit(f"{scenario}: {done.stderr}")
    return done.stdout


def requests(text):
    """`(service, operation, body)` of each command of the AWS CLI."""
    words = shlex.split(text)
    while words:
        aws, service, operation, flag, body, *words = words
        assert (aws, flag) == ("aws", "--cli-input-json"), (aws, flag)
        yield service, operation, json.loads(body)


def enum_problems(shape, value, path):
    """botocore's validator does not look at enums, so this walks the same model."""
    if shape.type_name == "structure":
        for name, inner in value.items():
            if name in shape.members:
                yield from enum_problems(shape.members[name], inner, f"{path}.{name}")
    elif shape.type_name == "list":
        for index, inner in enumerate(value):
            yield from enum_problems(shape.member, inner, f"{path}[{index}]")
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{path}: {value!r} is none of {', '.join(shape.enum)}"


def request_problems(service, operation, body):
    """What AWS's own models say against a request."""
    model = SESSION.get_service_model(service)
    name = "".join(part.capitalize() for part in operation.split("-"))
    shape = model.operation_model(name).input_shape
    report = botocore.validate.ParamValidator().validate(body, shape)
    found = [report.generate_report()] if report.has_errors() else []
    return found + list(enum_problems(shape, body, operation))


def template_problems(text):
    """What cfn-lint says against a template."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(text)
        file.flush()
        lint = [os.path.join(os.path.dirname(sys.executable), "cfn-lint"), file.name]
        done = subprocess.run(lint, capture_output=True, text=True)
    return [done.stdout + done.stderr] if done.returncode != 0 else []


def terraform_problems(text):
    """What an HCL parser says against the resources."""
    try:
        hcl2.loads(text)
    except Exception as error:  # the parser's own classes differ from version to version
        return [str(error)]
    return []


def python_problems(text, server):
    """Runs the script against the server; what it says if it does not end well."""
    environment = {
        **os.environ,
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, env=environment)
    return [done.stderr] if done.returncode != 0 else []


# Dimensions that AWS's own model knows and the moto server does not: such scenarios are not run.
MOTO_LACKS = ("sagemaker:inference-component:DesiredCopyCount", "sagemaker:variant:DesiredProvisionedConcurrency")


def described(server):
    """What the server remembers, by operation and name."""
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    client = lambda name: SESSION.create_client(name, "us-east-1", endpoint_url=server, **keys)
    scaling, cloudwatch = client("application-autoscaling"), client("cloudwatch")
    space = {"ServiceNamespace": "sagemaker"}
    answers = {
        "register-scalable-target": ("ResourceId", scaling.describe_scalable_targets(**space)["ScalableTargets"]),
        "put-scaling-policy": ("PolicyName", scaling.describe_scaling_policies(**space)["ScalingPolicies"]),
        "put-scheduled-action": (
            "ScheduledActionName",
            scaling.describe_scheduled_actions(**space)["ScheduledActions"],
        ),
        "put-metric-alarm": ("AlarmName", cloudwatch.describe_alarms()["MetricAlarms"]),
    }
    # Two scenarios may call a policy the same: alarms alone are not of a resource.
    return {
        operation: (name, {(item.get("ResourceId"), item[name]): item for item in items})
        for operation, (name, items) in answers.items()
    }


def differs(asked, found, path):
    """Where what the server remembers is not what was asked. It may remember more."""
    if isinstance(asked, dict):
        for name, inner in asked.items():
            if not isinstance(found, dict) or name not in found:
                yield f"{path}.{name}: was asked for and is not described"
            else:
                yield from differs(inner, found[name], f"{path}.{name}")
    elif isinstance(asked, list) and isinstance(found, list) and len(asked) == len(found):
        for index, (a, f) in enumerate(zip(asked, found)):
            yield from differs(a, f, f"{path}[{index}]")
    elif asked != found:
        yield f"{path}: asked for {asked!r}, described as {found!r}"


def round_trip_problems(text, memory):
    """Every request against what the server remembers of it."""
    for _, operation, body in requests(text):
        name, items = memory[operation]
        item = items.get((body.get("ResourceId"), body[name]))
        if item is None:
            yield f"{operation} {body[name]}: is not described"
            continue
        # The script names the policy's real ARN; times come back as times.
        body = {k: v for k, v in body.items() if k not in ("AlarmActions", "StartTime", "EndTime")}
        yield from differs(body, item, operation)


def planted(headroom, scenario, server):
    """Faults that each check must find; the names of those that it does not."""
    commands = export(headroom, scenario, "cli")
    target = next(iter(requests(commands)))
    wrong_member = {**target[2], "MinimumCapacity": 1}
    wrong_word = {**target[2], "ServiceNamespace": "sagemaker2"}
    template = json.loads(export(headroom, scenario, "cloudformation"))
    template["Resources"]["ScalableTarget"]["Properties"]["MinimumCapacity"] = 1
    python = export(headroom, scenario, "boto3").replace("MinCapacity=", "MinimumCapacity=")
    faults = {
        "botocore, a member": request_problems(*target[:2], wrong_member),
        "botocore, an enum": request_problems(*target[:2], wrong_word),
        "cfn-lint": template_problems(json.dumps(template)),
        "terraform": terraform_problems(export(headroom, scenario, "terraform") + "}"),
        "boto3": python_problems(python, server),
        "round trip": list(round_trip_problems(commands, described(server))),
    }
    for name, problems in faults.items():
        words = " ".join(problems).split()
        print(f"planted: {name}: {' '.join(words)[-100:] if words else 'NOT FOUND'}")
    return [name for name, problems in faults.items() if not problems]


def main():
    headroom, *scenarios = sys.argv[1:]
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    teach_moto()
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    server = "http://{}:{}".format(*moto.get_host_and_port())
    scenarios = [s for s in scenarios if not is_refused(s)]
    scenarios = [s for s in scenarios if export(headroom, s, "cli") is not None]
    failed = 0
    for name in planted(headroom, scenarios[0], server):
        print(f"a planted fault was not found: {name}")
        failed += 1
    kinds = set()
    for scenario in scenarios:
        commands = export(headroom, scenario, "cli")
        problems = [p for r in requests(commands) for p in request_problems(*r)]
        kinds.update(operation for _, operation, _ in requests(commands))
        problems += template_problems(export(headroom, scenario, "cloudformation"))
        problems += terraform_problems(export(headroom, scenario, "terraform"))
        runs = not any(dimension in commands for dimension in MOTO_LACKS)
        if runs:
            problems += python_problems(export(headroom, scenario, "boto3"), server)
            problems += round_trip_problems(commands, described(server))
        failed += bool(problems)
        print(f"{'FAIL' if problems else 'ok'}  {scenario}{'' if runs else ', not run: moto lacks its dimension'}")
        for problem in problems:
            print(f"    {problem}")
    moto.stop()
    missing = OPERATIONS - kinds
    if missing:
        print(f"no scenario has {', '.join(sorted(missing))}")
        failed += 1
    print(f"{max(0, len(scenarios) - failed)} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
