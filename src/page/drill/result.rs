//! The end of a drill: the score, by topic, and every answer.

use headroom_study::drill::{Topic, by_topic};
use headroom_study::exam::TASKS;
use headroom_study::feedback::{Part, in_words, right_in_words};
use headroom_study::record::Confidence;
use leptos::prelude::*;

use crate::page::asking;
use crate::page::icon::{Icon, icon};
use crate::page::question::{ideas, outcome};
use crate::route;
use crate::state::{Drill, Fetched, Fresh, desk};
use crate::text::{self, review as words};

/// The score once every key is there; how far they are until then.
pub fn result(drill: Drill, round: RwSignal<u32>) -> AnyView {
    let again = move |_| {
        drill.forget();
        round.update(|n| *n += 1);
    };
    view! {
        <h2 class="lbl count" tabindex="-1">
            {words::drill_no(drill.seed)}
        </h2>
        {move || {
            drill.overtime.get().then(|| view! { <p role="status">{words::TIME_IS_UP}</p> })
        }}
        {move || {
            if drill.judged.get() {
                score(drill)
            } else {
                let to_come = words::keys_to_come(drill.keyed.get(), drill.len());
                view! { <p class="lead" role="status">{to_come}</p> }.into_any()
            }
        }}
        <div class="act">
            <button class="btn" type="button" on:click=again>
                {words::SAME_DRILL}
            </button>
            <a class="btn pri" href=route::DRILL>
                {words::NEW_DRILL}
            </a>
            <a class="btn" href=route::HOME>
                {text::BACK_TO_PATH}
            </a>
        </div>
    }
    .into_any()
}

fn is_right(fresh: &Fresh) -> bool {
    let told = fresh.quiz.told.get_untracked();
    told.is_some_and(|told| told.correct)
}

fn score(drill: Drill) -> AnyView {
    let questions = drill.questions.get_value();
    let right = questions.iter().filter(|fresh| is_right(fresh)).count();
    let sum = words::drilled(right, questions.len(), untrack(|| drill.took_s()));
    let mut units: Vec<(String, bool)> = Vec::new();
    let mut tasks: Vec<(String, bool)> = Vec::new();
    for fresh in &questions {
        let right = is_right(fresh);
        units.push((fresh.lesson.with_value(|l| l.unit.clone()), right));
        let asked = fresh.asked.get_untracked();
        tasks.extend(asked.tasks.iter().map(|task| (task.clone(), right)));
    }
    // In the order of the course.
    let course = desk().library.course.get_untracked();
    let mut names: Vec<&str> = Vec::new();
    if let Fetched::Ready(course) = &course {
        names.extend(course.lessons.iter().map(|card| card.unit.as_str()));
        names.dedup();
    }
    let of = |pairs: &[(String, bool)], names: &[&str]| {
        let pairs: Vec<(&str, bool)> = pairs.iter().map(|(t, r)| (t.as_str(), *r)).collect();
        by_topic(names, &pairs)
    };
    let by_unit = of(&units, &names);
    let ids = TASKS.map(|task| task.id);
    let mut by_task = of(&tasks, &ids);
    for topic in &mut by_task {
        let task = TASKS.iter().find(|task| task.id == topic.name);
        topic.name = task.map_or(String::new(), words::task);
    }
    let rows: Vec<AnyView> = (1..)
        .zip(&questions)
        .map(|(n, fresh)| answered(n, *fresh))
        .collect();
    view! {
        <p class="lead">{sum}</p>
        <div class="topics">
            {table(words::BY_UNIT, by_unit)} {table(words::BY_TASK, by_task)}
        </div>
        <h2>{words::EVERY_ANSWER}</h2>
        <ol class="outcomes every">{rows}</ol>
    }
    .into_any()
}

/// A score a topic.
fn table(name: &'static str, topics: Vec<Topic>) -> AnyView {
    let rows: Vec<AnyView> = topics
        .into_iter()
        .map(|topic| {
            view! {
                <tr>
                    <th scope="row">{topic.name}</th>
                    <td>{words::right_of(topic.right, topic.of)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let [topic, right] = words::SCORE_COLUMNS;
    view! {
        <table class="scores">
            <caption>{name}</caption>
            <thead>
                <tr>
                    <th scope="col">{topic}</th>
                    <th scope="col">{right}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A question with the answer, the right one, the wrong idea and the reasons.
fn answered(n: usize, fresh: Fresh) -> AnyView {
    let quiz = fresh.quiz;
    let asked = fresh.asked.get_untracked();
    let told = quiz.told.get_untracked();
    let correct = is_right(&fresh);
    let answer = quiz.answers.with_untracked(|all| all.last().cloned());
    let said = match &answer {
        Some(answer) => in_words(&asked, answer),
        None => words::NOT_ANSWERED.to_owned(),
    };
    let right = untrack(|| quiz.known()).and_then(|key| right_in_words(&asked, &key));
    let right = right.filter(|_| !correct);
    let was_sure = !correct && answer.is_some() && quiz.confidence() == Some(Confidence::Sure);
    let why = told.as_ref().map(|told| {
        let chosen = answer.iter().flat_map(crate::page::question::marked);
        let chosen: Vec<usize> = chosen.collect();
        // Of options, those that were chosen and those that are right; else every part.
        let told_of = |(i, part): &(usize, &Part)| {
            asked.choosables().is_empty() || part.right || chosen.contains(i)
        };
        let parts = told.parts.iter().enumerate().filter(told_of);
        let parts: Vec<AnyView> = parts.map(|(_, part)| outcome(part.clone(), None)).collect();
        view! {
            <details>
                <summary>{words::WHY}</summary>
                <p>{told.sentence.clone()}</p>
                <ul class="outcomes">{parts}</ul>
            </details>
        }
    });
    let (title, id) = fresh
        .lesson
        .with_value(|lesson| (lesson.title.clone(), lesson.id.clone()));
    let mark = if correct { Icon::Check } else { Icon::Cross };
    let verdict = match correct {
        true => text::OPTION_WORDS.right,
        false => text::OPTION_WORDS.wrong,
    };
    view! {
        <li class="outcome" data-right=correct.to_string()>
            <p class="ti">
                {icon(mark)} <b>{n} ". " {asking::stem(&asked.stem)}</b>
                <span class="sr">{verdict}</span>
            </p>
            <p>{words::you_said(&said)}</p>
            {right.map(|right| view! { <p>{words::right_is(&right)}</p> })}
            {told.map(|told| ideas(&told.traps))}
            {was_sure.then(|| view! { <p>{words::WAS_SURE}</p> })}
            {why}
            <p>
                <a href=route::lesson(&id)>{words::go_on(&title)}</a>
            </p>
        </li>
    }
    .into_any()
}
