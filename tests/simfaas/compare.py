"""SimFaaS beside Headroom's serverless engine: the table SIMFAAS of tests/tests/kinds.rs.

python3 -m venv /tmp/simfaas && /tmp/simfaas/bin/pip install numpy==1.26.4 pandas matplotlib tqdm SimFaaS==0.2.2
/tmp/simfaas/bin/python tests/simfaas/compare.py
"""

import numpy as np
from simfaas.ServerlessSimulator import ServerlessSimulator
from simfaas.SimProcess import SimProcess, ExpSimProcess

class Sum(SimProcess):
    def __init__(self, a, b):
        super().__init__(); self.a, self.b = a, b
    def generate_trace(self):
        return np.random.exponential(self.a) + np.random.exponential(self.b)

SETS = [(1.0, 2.0, 1.0, 60, 400_000), (0.2, 1.0, 4.0, 30, 2_000_000), (5.0, 0.5, 2.0, 10, 100_000)]
np.random.seed(1)
for rate, service, cold, idle, horizon in SETS:
    sim = ServerlessSimulator(arrival_rate=rate, warm_service_rate=1 / service,
        cold_service_process=Sum(cold, service), expiration_threshold=idle, max_time=horizon, maximum_concurrency=200)
    sim.generate_trace()
    print((rate, service, cold, idle),
          "environments", round(sim.get_average_server_count(), 4),
          "busy", round(sim.get_average_server_running_count(), 4),
          "cold", round(sim.get_cold_start_prob(), 5))
