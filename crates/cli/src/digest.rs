//! `headroom digest`.

use crate::arguments::Digest;
use crate::failure::Failure;
use crate::{Verdict, file, output, simulate};

pub fn run(arguments: &Digest) -> Result<Verdict, Failure> {
    let scenario = file::load(&arguments.file)?.scenario;
    let run = headroom_engine::simulate(&scenario, simulate::seed(&scenario, arguments.seed));
    output::write(None, &format!("{}\n", run.digest()))?;
    Ok(Verdict::Done)
}
