//! The pages: they show what `state` owns and say what `text` words.

mod asking;
mod bar;
mod device;
mod drill;
mod embed;
mod home;
mod icon;
mod lab;
mod lesson;
mod missing;
mod progress;
mod prose;
mod question;
mod reference;
mod retry;
mod review;
mod sandbox;
mod snippet;

pub use bar::Bar;
pub use device::SevenDays;
pub use drill::DrillPage;
pub use embed::EmbedPage;
pub use home::Home;
pub use lesson::LessonPage;
pub use missing::Missing;
pub use progress::ProgressPage;
pub use reference::ReferencePage;
pub use review::ReviewPage;
pub use sandbox::SandboxPage;
pub use snippet::SnippetPage;
