//! Everything that is held against the whole engine, in one binary.
#![allow(missing_docs)]

mod books;
mod closed_forms;
mod digests;
mod facts;
mod facts_jobs;
mod facts_parts;
mod golden;
mod kinds;
mod metamorphic;
mod model_doc;
mod oracle;
mod policies;
mod readme;
mod rulesets;
mod serverless;
mod vector_kinds;
mod vector_zero;
mod vectors;
mod vectors_scaling;
