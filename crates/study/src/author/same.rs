//! Whether two questions ask the same: the same quantities of the same runs, or the same fact.

use crate::predicate::Predicate;
use crate::question::{
    Basis, Choosable, Goal, Kind, LeftStand, NumberSource, Question, RightStand, Stand,
};

/// What a question asks of what: two questions of the same are one too many. Of statements the
/// figures count, not the numbers that they are compared with.
pub fn asks(question: &Question) -> String {
    let mut worlds: Vec<usize> = Vec::new();
    let mut asked: Vec<String> = Vec::new();
    match &question.kind {
        Kind::Choice(choice) => of_options(&choice.options, &choice.basis, &mut worlds, &mut asked),
        Kind::MultipleResponse(several) => {
            of_options(&several.options, &several.basis, &mut worlds, &mut asked);
        }
        Kind::Diagnose(diagnose) => {
            worlds.extend(diagnose.causes.iter().filter_map(|c| c.stand.world()));
            asked.extend(diagnose.clues.iter().flat_map(|clue| figures(&clue.says)));
        }
        Kind::Numeric(numeric) => match &numeric.source {
            NumberSource::Run(world, figure) => {
                worlds.push(*world);
                asked.push(figure.to_string());
            }
            NumberSource::Fact(id) => asked.push(id.clone()),
        },
        Kind::Order(order) => {
            worlds.extend(order.items.iter().map(|item| item.world));
            asked.push(order.by.to_string());
        }
        Kind::Match(matched) => {
            for left in &matched.left {
                match &left.stand {
                    LeftStand::World(world) => worlds.push(*world),
                    LeftStand::Fact(id) => asked.push(id.clone()),
                }
            }
            for right in &matched.right {
                if let RightStand::Says(says) = &right.stand {
                    asked.extend(figures(says));
                }
            }
        }
        Kind::Prediction(prediction) => {
            worlds.push(prediction.world);
            let fields = prediction.fields.iter();
            asked.extend(fields.map(|field| field.quantity.figure().to_string()));
        }
        Kind::Design(design) => {
            worlds.push(design.world);
            asked.extend(
                design
                    .dials
                    .iter()
                    .map(|dial| format!("{:?}", dial.parameter)),
            );
        }
    }
    let scenarios = worlds.iter().map(|world| {
        let scenario = question.worlds.get(*world).map(|world| &world.scenario);
        serde_json::to_string(&scenario).unwrap_or_default()
    });
    let mut scenarios: Vec<String> = scenarios.collect();
    for list in [&mut scenarios, &mut asked] {
        list.sort();
        list.dedup();
    }
    format!("{}\n{}", scenarios.join("\n"), asked.join("\n"))
}

fn of_options(
    options: &[Choosable],
    basis: &Basis,
    worlds: &mut Vec<usize>,
    asked: &mut Vec<String>,
) {
    worlds.extend(options.iter().filter_map(|option| option.stand.world()));
    match basis {
        Basis::Best(Goal::Lowest(figure) | Goal::Highest(figure)) => asked.push(figure.to_string()),
        Basis::Best(Goal::CheapestMeetingSlo) => asked.push("cheapest meeting the SLO".to_owned()),
        Basis::Meets(says) => asked.extend(figures(says)),
        Basis::Fact(id) => asked.push(id.clone()),
        Basis::Holds => {
            for option in options {
                if let Stand::Says(_, says) = &option.stand {
                    asked.extend(figures(says));
                }
            }
        }
    }
}

fn figures(says: &Predicate) -> Vec<String> {
    let figures = says.figures().into_iter();
    figures.map(|(_, figure)| figure.to_string()).collect()
}
