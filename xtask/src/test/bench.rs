//! How each step is done.

use super::Step;
use crate::counts::Counts;
use crate::demo::Demo;
use crate::house::House;
use crate::postgres::Postgres;
use crate::step::{self, Ran, Report};
use crate::{arch, demo, deny, l10n, tools};

/// What a step says of itself.
struct Said {
    counts: Counts,
    output: String,
    note: Option<String>,
}

/// What several steps share: one PostgreSQL for all that ask for it.
pub struct Bench<'a> {
    house: &'a House,
    postgres: Option<Postgres>,
    has_nextest: bool,
}

impl<'a> Bench<'a> {
    pub fn new(house: &'a House) -> Self {
        Self { house, postgres: None, has_nextest: tools::cargo_has(house, "nextest") }
    }

    /// Do one step. What stops it counts as its failure.
    pub fn report(&mut self, step: Step) -> Report {
        let (said, took) = step::timed(|| self.perform(step));
        let said = said.unwrap_or_else(|reason| Said {
            counts: Counts::one(false),
            output: reason,
            note: None,
        });
        Report {
            name: step.name(),
            counts: said.counts,
            took,
            output: said.output,
            note: said.note,
        }
    }

    fn perform(&mut self, step: Step) -> Result<Said, String> {
        match step {
            Step::Fmt => self.check(step, &["fmt", "--all", "--check"]),
            Step::Arch => Ok(Said::of_findings(&arch::findings(self.house)?)),
            Step::L10n => Ok(Said::of_findings(&l10n::review(self.house)?.findings)),
            Step::Deny => self.deny(),
            Step::Clippy => self.check(step, &CLIPPY),
            Step::Unit | Step::Store | Step::Http => self.rust(step),
            Step::Doc => self.doc(),
            Step::E2e => self.browser(),
            Step::Api => self.api(),
            Step::Pdf => self.pdf(),
            Step::OpenData => self.open_data(),
        }
    }

    /// A step that passes or fails as a whole.
    fn check(&self, step: Step, arguments: &[&str]) -> Result<Said, String> {
        let ran = self.cargo(step, arguments)?;
        let counts = Counts::one(ran.success);
        Ok(Said::plain(counts, ran.output))
    }

    fn deny(&self) -> Result<Said, String> {
        let mut said = Said::of_findings(&deny::findings(self.house)?);
        let duplicates = deny::duplicates(self.house)?.len();
        let advisories = self.advisories()?;
        said.counts.failed += u64::from(advisories.is_err());
        let (Ok(word) | Err(word)) = advisories;
        said.output.push_str(&word);
        let first = word.lines().next().unwrap_or_default();
        said.note = Some(format!("{duplicates} crates in two versions; {first}"));
        Ok(said)
    }

    /// Known weaknesses of our dependencies, where cargo-deny and its database can be had.
    fn advisories(&self) -> Result<Result<String, String>, String> {
        if !tools::cargo_has(self.house, "deny") {
            return Ok(Ok("advisories not checked: cargo-deny is not installed".into()));
        }
        if !self.cargo(Step::Deny, &["deny", "fetch", "db"])?.success {
            return Ok(Ok("advisories not checked: their database is out of reach".into()));
        }
        let arguments = ["deny", "check", "--disable-fetch", "advisories"];
        let ran = self.cargo(Step::Deny, &arguments)?;
        Ok(if ran.success {
            Ok("advisories checked".into())
        } else {
            Err(format!("advisories found\n{}", ran.output))
        })
    }

    /// With nextest every step builds the same set of packages, so the set is built once.
    fn rust(&mut self, step: Step) -> Result<Said, String> {
        let url = self.database()?;
        let (arguments, count): (Vec<&str>, fn(&str) -> Counts) = if self.has_nextest {
            (nextest(step), Counts::of_nextest)
        } else {
            (cargo_test(step), Counts::of_cargo_test)
        };
        let mut command = self.house.cargo(&arguments);
        command.env("KORGOO_TEST_DATABASE_URL", url).env("CARGO_TERM_COLOR", "never");
        let log = self.house.logs().join(format!("{}.log", step.name()));
        let ran = step::run(&mut command, &log).map_err(|error| error.to_string())?;
        let counts = Counts::of_run(ran.success, count(&ran.output));
        Ok(Said::plain(counts, ran.output))
    }

    /// Examples in the documentation: nextest leaves them to cargo.
    fn doc(&self) -> Result<Said, String> {
        let ran = self.cargo(Step::Doc, &["test", "--quiet", "--workspace", "--doc"])?;
        let counts = Counts::of_run(ran.success, Counts::of_cargo_test(&ran.output));
        Ok(Said::plain(counts, ran.output))
    }

    fn browser(&mut self) -> Result<Said, String> {
        let chromium = tools::browser(self.house)?;
        tools::npm_packages(self.house)?;
        let built = self.cargo(Step::E2e, &demo::BUILD)?;
        if !built.success {
            return Ok(Said::plain(Counts::one(false), built.output));
        }
        let url = self.database()?;
        let mut npm = self.house.command("npm");
        npm.current_dir(self.house.root.join("e2e"))
            .args(["test", "--silent"])
            .env("KORGOO_BIN", self.house.binary())
            .env("KORGOO_TEST_DATABASE_URL", url)
            .env("KORGOO_CHROMIUM", chromium);
        let log = self.house.logs().join("e2e.log");
        let ran = step::run(&mut npm, &log).map_err(|error| error.to_string())?;
        let counts = Counts::of_run(ran.success, Counts::of_node(&ran.output));
        Ok(Said::plain(counts, ran.output))
    }

    /// schemathesis, for as long as it is worth waiting, on a demonstration with a token of the clinic.
    fn api(&self) -> Result<Said, String> {
        tools::node(self.house)?;
        tools::python(self.house)?;
        tools::npm_packages(self.house)?;
        let demo = Demo::start(self.house)?;
        let e2e = self.house.root.join("e2e");
        let mut node = self.house.command("node");
        node.current_dir(&e2e).arg("token.mjs").arg(demo.url());
        let token = step::run(&mut node, &self.house.logs().join("token.log"))
            .map_err(|error| error.to_string())?;
        if !token.success {
            return Ok(Said::plain(Counts::one(false), token.output));
        }
        let mut tried = self.house.command("sh");
        tried
            .arg(e2e.join("schemathesis.sh"))
            .arg(demo.url())
            .env("TOOLS", self.house.target.join("tools"))
            .env("TOKEN", token.output.trim())
            .env("TIME", API_SECONDS)
            // The same questions every time: a change is to blame for what fails, not chance.
            .env("SEED", "1");
        let log = self.house.logs().join("api.log");
        let ran = step::run(&mut tried, &log).map_err(|error| error.to_string())?;
        let counts = Counts::of_run(ran.success, Counts::of_schemathesis(&ran.output));
        Ok(Said::plain(counts, ran.output))
    }

    /// Sample documents of `docgen`, judged by other hands.
    fn pdf(&self) -> Result<Said, String> {
        tools::pdf_readers(self.house)?;
        let folder = self.house.target.join("pdf");
        let built = self.cargo(Step::Pdf, &SAMPLES)?;
        if !built.success {
            return Ok(Said::plain(Counts::one(false), built.output));
        }
        let samples = self.house.target.join("debug/examples/samples");
        let mut written = self.house.command(&samples.display().to_string());
        let log = self.house.logs().join("samples.log");
        let written = step::run(written.arg(&folder), &log).map_err(|error| error.to_string())?;
        if !written.success {
            return Ok(Said::plain(Counts::one(false), written.output));
        }
        let mut judged = self.house.command("sh");
        judged
            .arg(self.house.root.join("e2e/pdf.sh"))
            .arg(&folder)
            .env("TOOLS", self.house.target.join("tools"));
        let log = self.house.logs().join("pdf.log");
        let ran = step::run(&mut judged, &log).map_err(|error| error.to_string())?;
        let counts = Counts::of_run(ran.success, Counts::of_cargo_test(&ran.output));
        Ok(Said::plain(counts, ran.output))
    }

    /// The open data of a demonstration, judged by other hands. The shapes of DCAT-AP lie outside the tree.
    fn open_data(&self) -> Result<Said, String> {
        let shapes = self.house.root.join(SHAPES);
        if !shapes.exists() {
            let note = "skipped: the shapes of DCAT-AP are not there".to_owned();
            return Ok(Said { note: Some(note), ..Said::plain(Counts::default(), String::new()) });
        }
        tools::spreadsheets(self.house)?;
        let demo = Demo::start(self.house)?;
        // So many changes that their feed has older pages.
        demo.bring(self.house, "e2e/fixtures/holders.csv", "e2e/fixtures/holders.toml")?;
        let mut judged = self.house.command("sh");
        judged
            .arg(self.house.root.join("e2e/open-data.sh"))
            .arg(demo.url())
            .arg(&shapes)
            .env("TOOLS", self.house.target.join("tools"));
        let log = self.house.logs().join("open-data.log");
        let ran = step::run(&mut judged, &log).map_err(|error| error.to_string())?;
        let counts = Counts::of_run(ran.success, Counts::of_cargo_test(&ran.output));
        Ok(Said::plain(counts, ran.output))
    }

    fn database(&mut self) -> Result<String, String> {
        if self.postgres.is_none() {
            let programs = tools::postgres_programs(self.house)?;
            self.postgres = Some(Postgres::start(&programs)?);
        }
        self.postgres
            .as_ref()
            .map(Postgres::url)
            .ok_or_else(|| "PostgreSQL is not there".to_owned())
    }

    fn cargo(&self, step: Step, arguments: &[&str]) -> Result<Ran, String> {
        let log = self.house.logs().join(format!("{}.log", step.name()));
        step::run(&mut self.house.cargo(arguments), &log).map_err(|error| error.to_string())
    }
}

impl Said {
    fn plain(counts: Counts, output: String) -> Self {
        Self { counts, output, note: None }
    }

    fn of_findings(findings: &[String]) -> Self {
        Self::plain(Counts::one(findings.is_empty()), findings.join("\n"))
    }
}

/// The shapes that a catalogue must conform to, beside the tree.
const SHAPES: &str = "../shared/data/dcat-ap-shacl/releases/3.0.0/html/shacl";

/// How long schemathesis may look.
const API_SECONDS: &str = "75";

/// `--workspace` gives the dependencies the same features as the tests have.
const SAMPLES: [&str; 5] = ["build", "--quiet", "--workspace", "--example", "samples"];

const CLIPPY: [&str; 6] = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-Dwarnings"];

fn nextest(step: Step) -> Vec<&'static str> {
    let packages = match step {
        Step::Store => "package(store)",
        Step::Http => "package(web) | package(korgoo)",
        _ => "not (package(store) | package(web) | package(korgoo))",
    };
    vec![
        "nextest",
        "run",
        "--workspace",
        "--no-fail-fast",
        "--no-tests=pass",
        "--filterset",
        packages,
    ]
}

fn cargo_test(step: Step) -> Vec<&'static str> {
    let mut arguments = vec!["test", "--no-fail-fast", "--all-targets"];
    arguments.extend(match step {
        Step::Store => vec!["--package=store"],
        Step::Http => vec!["--package=web", "--package=korgoo"],
        _ => vec!["--workspace", "--exclude=store", "--exclude=web", "--exclude=korgoo"],
    });
    arguments
}
