//! The page at `#/embed`: makes the snippet that an instructor pastes into a course page.

use std::sync::Arc;

use headroom_study::{Course, Lesson};
use leptos::html::Textarea;
use leptos::prelude::*;

use crate::platform::{host, task, transfer};
use crate::route::router;
use crate::state::{Fetched, desk};
use crate::text::{self, embed as words};
use crate::widget::segment::Segment;
use crate::widget::select::Select;

/// The parameter's words for the first steps and the themes, in the order of their labels.
const STEPS: [&str; 3] = ["predict", "run", "explain"];
const THEMES: [&str; 3] = ["system", "light", "dark"];

/// Chooses a lesson and how it stands in the frame; shows the snippet.
#[component]
pub fn SnippetPage(
    /// The lesson that is chosen at first.
    lesson: Option<String>,
) -> impl IntoView {
    Effect::new(move |_| router().arrived(words::EMBED_A_LESSON));
    let course = desk().library.course;
    let wanted = StoredValue::new(lesson);
    view! {
        <main class="wrap snippet">
            <h1 tabindex="-1">{words::EMBED_A_LESSON}</h1>
            <p class="lead">{words::EMBED_LEAD}</p>
            {move || match course.get() {
                Fetched::Ready(course) => view! { <Builder course=course wanted=wanted.get_value() /> }.into_any(),
                Fetched::Loading => view! { <p role="status">{text::LOADING_LESSON}</p> }.into_any(),
                Fetched::Failed(why) => view! { <p>{why}</p> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn Builder(course: Arc<Course>, wanted: Option<String>) -> impl IntoView {
    let ids: Vec<String> = course.lessons.iter().map(|card| card.id.clone()).collect();
    let titles: Vec<String> = course
        .lessons
        .iter()
        .map(|card| card.title.clone())
        .collect();
    let first = wanted.and_then(|id| ids.iter().position(|known| *known == id));
    let lesson = RwSignal::new(first);
    let step = RwSignal::new(None::<usize>);
    let theme = RwSignal::new(0);
    let form = RwSignal::new(0);
    let ids = StoredValue::new(ids);
    let titles_kept = StoredValue::new(titles.clone());
    let id = Memo::new(move |_| {
        lesson
            .get()
            .and_then(|n| ids.with_value(|ids| ids.get(n).cloned()))
    });
    let questions = Memo::new(
        move |_| match id.get().map(|id| desk().library.lesson(&id).get()) {
            Some(Fetched::Ready(lesson)) => question_ids(&lesson),
            _ => Vec::new(),
        },
    );
    let choice = Memo::new(move |_| {
        let step = step.get()?;
        let own = questions.with(|all| all.get(step.checked_sub(STEPS.len())?).cloned());
        STEPS.get(step).map(|word| (*word).to_owned()).or(own)
    });
    let address = move || {
        let id = id.get()?;
        Some(frame_address(
            &id,
            choice.get().as_deref(),
            THEMES[theme.get().min(2)],
        ))
    };
    let snippet = Memo::new(move |_| {
        let id = id.get()?;
        let title = titles_kept.with_value(|titles| titles.get(lesson.get()?).cloned())?;
        Some(match form.get() {
            0 => bare_frame(&address()?, &title, LESSON_HEIGHT),
            _ => element(&id, choice.get().as_deref(), THEMES[theme.get().min(2)]),
        })
    });
    view! {
        <form class="builder" on:submit=|event| event.prevent_default()>
            <Select
                label=words::WHICH_LESSON.to_owned()
                nothing=words::CHOOSE
                options=titles
                chosen=lesson
                on_choose=Callback::new(move |chosen| {
                    step.set(None);
                    lesson.set(chosen);
                })
                disabled=Signal::stored(false)
            />
            {move || {
                let steps: Vec<String> = words::STEPS.map(str::to_owned).to_vec();
                let own = questions.get();
                let own = own.iter().enumerate().map(|(i, id)| words::step_question(i + 1, id));
                view! {
                    <Select
                        label=words::WHERE_TO_END.to_owned()
                        nothing=words::WHOLE
                        options=steps.into_iter().chain(own).collect()
                        chosen=step
                        on_choose=Callback::new(move |chosen| step.set(chosen))
                        disabled=Signal::stored(false)
                    />
                }
            }}
            <Segment label=words::COLOURS options=words::THEMES.map(str::to_owned).to_vec() chosen=theme />
            <Segment label=words::FORM options=words::FORMS.map(str::to_owned).to_vec() chosen=form />
            <p class="lbl">{move || words::GRADES[form.get().min(1)]}</p>
        </form>
        {move || snippet.get().map(|snippet| view! { <Snippet snippet=snippet address=address().unwrap_or_default() /> })}
    }
}

/// The snippet, to copy, and what it leads to.
#[component]
fn Snippet(snippet: String, address: String) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    let said = RwSignal::new("");
    let kept = StoredValue::new(snippet.clone());
    let copy = move |_| {
        task::spawn(async move {
            let copied = transfer::copy(&kept.get_value()).await;
            said.set(if copied.is_ok() {
                words::SNIPPET_COPIED
            } else {
                words::SNIPPET_BY_HAND
            });
            if let (Err(_), Some(field)) = (copied, field.get_untracked()) {
                field.select();
            }
        });
    };
    let rows = snippet.lines().count().to_string();
    view! {
        <label class="lbl" for="snippet">{words::SNIPPET}</label>
        <textarea id="snippet" class="code" readonly rows=rows spellcheck="false" node_ref=field prop:value=snippet></textarea>
        <div class="act">
            <button class="btn pri" type="button" on:click=copy>
                {words::COPY_SNIPPET}
            </button>
            <span class="lbl" role="status">{said}</span>
        </div>
        <div class="act">
            <a class="btn q" href=address target="_blank" rel="noopener">
                {words::PREVIEW}
            </a>
            <a class="btn q" href="embed/example.html" target="_blank" rel="noopener">
                {words::EXAMPLE}
            </a>
        </div>
    }
}

fn question_ids(lesson: &Lesson) -> Vec<String> {
    lesson
        .questions
        .iter()
        .map(|question| question.id.clone())
        .collect()
}

/// The address of a frame. Ids and words are kebab-case: nothing in it needs escaping.
fn frame_address(lesson: &str, step: Option<&str>, theme: &str) -> String {
    let mut address = format!("{}?embed=1&lesson={lesson}", host::address());
    if let Some(step) = step {
        address.push_str(&format!("&step={step}"));
    }
    if theme != THEMES[0] {
        address.push_str(&format!("&theme={theme}"));
    }
    address
}

/// Pixels that a lesson's frame begins with.
const LESSON_HEIGHT: u32 = 720;

/// A frame for somebody's page.
pub fn bare_frame(address: &str, title: &str, height: u32) -> String {
    let (address, title) = (escaped(address), escaped(title));
    format!(
        "<iframe src=\"{address}\"\n  title=\"{title}\" width=\"100%\" height=\"{height}\" loading=\"lazy\"\n  \
         allow=\"clipboard-write\"></iframe>"
    )
}

fn element(lesson: &str, step: Option<&str>, theme: &str) -> String {
    let folder = host::address();
    let folder = escaped(folder.trim_end_matches("index.html"));
    let step = step.map_or(String::new(), |step| format!(" step=\"{step}\""));
    let theme = if theme == THEMES[0] {
        String::new()
    } else {
        format!(" theme=\"{theme}\"")
    };
    format!(
        "<script src=\"{folder}embed/headroom-lesson.js\" defer></script>\n\
         <headroom-lesson lesson=\"{lesson}\"{step}{theme}></headroom-lesson>"
    )
}

/// For the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_attribute() {
        let snippet = bare_frame("https://x.example/?embed=1&lesson=a", "\"><script>", 720);
        assert!(snippet.contains("?embed=1&amp;lesson=a\""), "{snippet}");
        assert!(
            snippet.contains("title=\"&quot;>&lt;script>\""),
            "{snippet}"
        );
    }
}
