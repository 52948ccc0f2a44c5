//! How many tests passed and failed, read from what the runners print.

use std::ops::AddAssign;

/// Tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// A step that is one check.
    pub fn one(success: bool) -> Self {
        Self { passed: u64::from(success), failed: u64::from(!success) }
    }

    /// A runner that stopped without naming a failed test (it did not compile,
    /// it was killed) has failed all the same.
    pub fn of_run(success: bool, counted: Self) -> Self {
        if !success && counted.failed == 0 {
            return Self { failed: 1, ..counted };
        }
        counted
    }

    /// `Summary [ 1.2s] 5 tests run: 4 passed (1 slow), 1 failed, 2 skipped`
    pub fn of_nextest(output: &str) -> Self {
        let summary = output
            .lines()
            .rfind(|line| line.trim_start().starts_with("Summary ["))
            .and_then(|line| line.split_once(" run: "))
            .map_or("", |(_, counts)| counts);
        Self {
            passed: number_before(summary, "passed"),
            failed: ["failed", "timed out", "exec failed"]
                .iter()
                .map(|word| number_before(summary, word))
                .sum(),
        }
    }

    /// `test result: ok. 3 passed; 0 failed; 0 ignored; …`, one line for each binary.
    pub fn of_cargo_test(output: &str) -> Self {
        let mut all = Self::default();
        for line in output.lines().filter(|l| l.starts_with("test result: ")) {
            all += Self {
                passed: number_before(line, "passed"),
                failed: number_before(line, "failed"),
            };
        }
        all
    }

    /// Node's own runner: `# pass 3` or `ℹ pass 3`, and the same with `fail` and `cancelled`.
    pub fn of_node(output: &str) -> Self {
        let count = |word: &str| {
            output
                .lines()
                .filter_map(|line| line.strip_prefix("# ").or(line.strip_prefix("ℹ ")))
                .filter_map(|line| line.strip_prefix(word))
                .filter_map(|rest| rest.trim().parse::<u64>().ok())
                .sum::<u64>()
        };
        Self { passed: count("pass "), failed: count("fail ") + count("cancelled ") }
    }

    /// `  API Operations:` … `    Tested: 13` and `  Failures:` with one line each.
    pub fn of_schemathesis(output: &str) -> Self {
        let tested = output
            .lines()
            .filter_map(|line| line.trim().strip_prefix("Tested: "))
            .filter_map(|rest| rest.trim().parse::<u64>().ok())
            .sum::<u64>();
        let failed = output
            .lines()
            .filter_map(|line| line.trim().strip_prefix("❌ "))
            .filter_map(|rest| rest.rsplit_once(": ")?.1.parse::<u64>().ok())
            .sum::<u64>();
        Self { passed: tested.saturating_sub(failed), failed }
    }
}

/// The number that stands just before a word: 4 in `4 passed (1 slow)`.
fn number_before(text: &str, word: &str) -> u64 {
    text.split([',', ';', '.'])
        .filter_map(|part| {
            let (number, rest) = part.trim().split_once(' ')?;
            rest.starts_with(word).then(|| number.parse::<u64>().ok())?
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::Counts;

    fn counts(passed: u64, failed: u64) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn the_summary_of_nextest_is_read() {
        let output =
            "     Summary [   0.1s] 6 tests run: 4 passed (1 slow), 2 failed, 3 skipped\n  FAIL x";
        assert_eq!(Counts::of_nextest(output), counts(4, 2));
        let timed_out = "Summary [ 9s] 3 tests run: 1 passed, 1 failed, 1 timed out, 0 skipped";
        assert_eq!(Counts::of_nextest(timed_out), counts(1, 2));
    }

    #[test]
    fn the_lines_of_cargo_test_add_up() {
        let output = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n\
                      test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured";
        assert_eq!(Counts::of_cargo_test(output), counts(5, 1));
    }

    #[test]
    fn the_summary_of_node_is_read_in_both_spellings() {
        assert_eq!(Counts::of_node("# tests 3\n# pass 2\n# fail 1"), counts(2, 1));
        assert_eq!(Counts::of_node("ℹ pass 7\nℹ fail 0\nℹ cancelled 1"), counts(7, 1));
    }

    #[test]
    fn the_summary_of_schemathesis_is_read() {
        let output = "API Operations:\n  Selected: 13/13\n  Tested: 13\n\n\
                      Test Phases:\n  ❌ Fuzzing\n\n\
                      Failures:\n  ❌ ST201 Schema-violating request accepted: 1\n";
        assert_eq!(Counts::of_schemathesis(output), counts(12, 1));
        assert_eq!(Counts::of_schemathesis("  Tested: 13\n"), counts(13, 0));
    }

    #[test]
    fn a_runner_that_stopped_without_a_count_has_failed() {
        assert_eq!(Counts::of_run(false, Counts::default()), counts(0, 1));
        assert_eq!(Counts::of_run(true, counts(3, 0)), counts(3, 0));
    }
}
