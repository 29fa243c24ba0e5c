//! The native half of the comparison with wasm: `native FILE SEED ROUNDS` prints the best
//! processor time of one request in nanoseconds. It runs in steps of a minute, as the wasm half does.

use cpu_time::ThreadTime;
use headroom_engine::Sim;
use headroom_model::scenario::Seed;
use headroom_model::time::Time;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo adds its own `--bench`.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|w| w != "--bench")
        .collect();
    match measure(&words) {
        Ok(best) => {
            println!("{best}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn measure(words: &[String]) -> Result<f64, String> {
    let [file, seed, rounds] = words else {
        return Err("native FILE SEED ROUNDS".into());
    };
    let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
    let document = headroom_scenario::load_toml(&text).map_err(|p| p.to_string())?;
    let scenario = document.scenario;
    let seed = seed.parse().ok().and_then(Seed::new).ok_or("not a seed")?;
    let rounds: u32 = rounds.parse().map_err(|_| "not a number of rounds")?;
    let mut best = f64::INFINITY;
    for _ in 0..rounds {
        let start = ThreadTime::now();
        let mut sim = Sim::new(&scenario, seed);
        let mut now = 0;
        while now < scenario.duration.micros() {
            now += 60_000_000;
            sim.advance_to(Time::from_micros(now));
        }
        let run = std::hint::black_box(sim.finish());
        let took = start.elapsed().as_nanos() as f64;
        best = best.min(took / run.summary.requests.arrived as f64);
    }
    Ok(best)
}
