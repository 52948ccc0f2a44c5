//! The whole way of an application as one table, written by hand: what may be done in which state.

use domain::application::{Application, Outcome, Procedure, State, Whose};
use domain::application_act::{ApplicationAct, ApplicationRefusal, Start};
use domain::record::{Actor, Happened, Record};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::samples::{self, moment, person};

pub const APPLICANT: u128 = 1;
pub const REGISTRAR: u128 = 2;
pub const HEAD: u128 = 3;

/// An application on its way.
#[derive(Clone)]
pub struct Way(pub Option<Application>);

impl Way {
    pub fn start(procedure: Procedure, entry: Value) -> Way {
        let start = Start {
            procedure,
            holder: Uuid::from_u128(100),
            organisation: "Ден-Соолук Үлгү".into(),
            subject: Uuid::from_u128(101),
            base_revision: 0,
            ex_officio: false,
            entry,
        };
        Way(None).and(ApplicationAct::Start(Box::new(start)), APPLICANT)
    }

    /// A complete holder's application.
    pub fn complete() -> Way {
        Way::start(Procedure::RegisterHolder, samples::holder())
    }

    pub fn go(&mut self, act: ApplicationAct, actor: u128) -> Result<(), ApplicationRefusal> {
        let (by, moment): (Actor, _) = (person(actor), moment(0));
        for event in Application::decide(self.0.as_ref(), act, &by, &moment)? {
            let happened = Happened { event: &event, at: moment.at, by: &by };
            self.0 = Some(Application::apply(self.0.take(), happened));
        }
        Ok(())
    }

    pub fn and(mut self, act: ApplicationAct, actor: u128) -> Way {
        self.go(act, actor).unwrap();
        self
    }

    pub fn refused(&self, act: ApplicationAct, actor: u128) -> ApplicationRefusal {
        self.clone().go(act, actor).unwrap_err()
    }

    pub fn submitted(self) -> Way {
        self.and(submit(), APPLICANT)
    }

    pub fn taken(self) -> Way {
        self.submitted().and(take(), REGISTRAR)
    }

    pub fn it(&self) -> &Application {
        self.0.as_ref().unwrap()
    }
}

pub fn save() -> ApplicationAct {
    let changes = Map::from_iter([("phone".to_owned(), json!("0312 999999"))]);
    ApplicationAct::Save { changes }
}

pub fn submit() -> ApplicationAct {
    ApplicationAct::Submit { number: "KG-Z-000001".into(), whose: Whose::default() }
}

pub fn take() -> ApplicationAct {
    ApplicationAct::Assign { to: person(REGISTRAR) }
}

pub fn send_back(words: &str) -> ApplicationAct {
    ApplicationAct::Return { remarks: vec![("phone".into(), words.into())] }
}

pub fn grant() -> ApplicationAct {
    ApplicationAct::Decide {
        outcome: Outcome::Grant,
        ground: String::new(),
        reasons: String::new(),
    }
}

pub fn refuse(ground: &str, reasons: &str) -> ApplicationAct {
    let (ground, reasons) = (ground.into(), reasons.into());
    ApplicationAct::Decide { outcome: Outcome::Refuse, ground, reasons }
}

pub fn object(reasons: &str) -> ApplicationAct {
    ApplicationAct::Object { reasons: reasons.into() }
}

/// The shortest way to each state.
fn way_to(state: State) -> Way {
    let complete = Way::complete;
    match state {
        State::Draft => complete(),
        State::Submitted => complete().submitted(),
        State::UnderReview => complete().taken(),
        State::Returned => complete().taken().and(send_back("телефон"), REGISTRAR),
        State::Proposed => complete().taken().and(refuse("not_subject", "себеп"), REGISTRAR),
        State::Registered => complete().taken().and(grant(), REGISTRAR),
        State::Refused => way_to(State::Proposed).and(ApplicationAct::Confirm, HEAD),
        State::Withdrawn => complete().and(ApplicationAct::Withdraw, APPLICANT),
        State::Purged => complete().taken().and(ApplicationAct::Purge, REGISTRAR),
    }
}

#[test]
fn what_may_be_done_in_which_state() {
    use State::{
        Draft, Proposed, Purged, Refused, Registered, Returned, Submitted, UnderReview, Withdrawn,
    };
    // Act, by whom, and the states that allow it with where it leads.
    type Line = (&'static str, ApplicationAct, u128, Vec<(State, State)>);
    let table: Vec<Line> = vec![
        ("save", save(), APPLICANT, vec![(Draft, Draft), (Returned, Returned)]),
        ("submit", submit(), APPLICANT, vec![(Draft, Submitted), (Returned, UnderReview)]),
        ("take", take(), REGISTRAR, vec![(Submitted, UnderReview), (UnderReview, UnderReview)]),
        ("return", send_back("телефон"), REGISTRAR, vec![(UnderReview, Returned)]),
        ("grant", grant(), REGISTRAR, vec![(UnderReview, Registered)]),
        ("refuse", refuse("not_subject", "себеп"), REGISTRAR, vec![(UnderReview, Proposed)]),
        ("confirm", ApplicationAct::Confirm, HEAD, vec![(Proposed, Refused)]),
        ("object", object("себеп"), HEAD, vec![(Proposed, UnderReview)]),
        (
            "withdraw",
            ApplicationAct::Withdraw,
            APPLICANT,
            [Draft, Submitted, UnderReview, Returned, Proposed].map(|s| (s, Withdrawn)).into(),
        ),
        (
            "release",
            ApplicationAct::Release,
            HEAD,
            vec![
                (Draft, Draft),
                (Submitted, Submitted),
                (UnderReview, Submitted),
                (Returned, Returned),
                (Proposed, Proposed),
            ],
        ),
        (
            "purge",
            ApplicationAct::Purge,
            REGISTRAR,
            [Draft, Submitted, UnderReview, Returned, Proposed, Refused, Withdrawn]
                .map(|s| (s, Purged))
                .into(),
        ),
    ];
    for state in State::ALL {
        assert_eq!(way_to(state).it().state, state, "the way to {state:?}");
        for (name, act, actor, allowed) in &table {
            let mut way = way_to(state);
            let done = way.go(act.clone(), *actor);
            match allowed.iter().find(|(from, _)| *from == state) {
                Some((_, to)) => {
                    done.unwrap_or_else(|no| panic!("{name} in {state:?} is refused: {no:?}"));
                    assert_eq!(way.it().state, *to, "{name} in {state:?}");
                }
                None => {
                    assert_eq!(done, Err(ApplicationRefusal::WrongState(state)), "{name}");
                    assert_eq!(way.it(), way_to(state).it(), "a refused act changes nothing");
                }
            }
        }
    }
}

#[test]
fn nothing_happens_before_a_start_and_nothing_starts_twice() {
    for act in [save(), submit(), take(), grant(), ApplicationAct::Purge] {
        assert_eq!(Way(None).refused(act, APPLICANT), ApplicationRefusal::NotStarted);
    }
    for state in State::ALL {
        let again = ApplicationAct::Start(Box::new(Start {
            procedure: Procedure::RegisterHolder,
            holder: Uuid::nil(),
            organisation: String::new(),
            subject: Uuid::nil(),
            base_revision: 0,
            ex_officio: false,
            entry: json!({}),
        }));
        assert_eq!(way_to(state).refused(again, APPLICANT), ApplicationRefusal::AlreadyStarted);
    }
}
