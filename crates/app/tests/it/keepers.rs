//! A signer and a witness in memory: they keep their heads while programs come and go, and say
//! afterwards which heads they ever signed.

use std::sync::{Arc, Mutex};

use app::public_log::{Signer, SignerError, Witness};
use store::{BoxFuture, Fault, Hazard};
use tlog::{
    AddCheckpoint, Answer, Checkpoint, ConsistencyProof, Cosigner, Head, KeyName, LogSigner,
    Policy, SignedCheckpoint, Time, VerifierKey, judge,
};

pub const ORIGIN: &str = "example.test/log";

/// One write that fails, once.
#[derive(Debug, Default)]
pub struct Once {
    next: Mutex<Option<(String, Fault)>>,
    met: Mutex<Vec<String>>,
}

impl Once {
    /// The next write of that name fails so.
    pub fn set(&self, write: &str, fault: Fault) {
        *self.next.lock().unwrap() = Some((write.to_owned(), fault));
    }

    /// Whether the write that was to fail was never tried.
    pub fn is_waiting(&self) -> bool {
        self.next.lock().unwrap().is_some()
    }

    /// All writes since the last call, in their order.
    pub fn writes(&self) -> Vec<String> {
        std::mem::take(&mut self.met.lock().unwrap())
    }
}

impl Hazard for Once {
    fn meets(&self, write: &str) -> Fault {
        self.met.lock().unwrap().push(write.to_owned());
        let mut next = self.next.lock().unwrap();
        let fault = next.take_if(|(name, _)| name == write);
        fault.map_or(Fault::None, |(_, fault)| fault)
    }
}

/// A signer whose state, or whose answer, may be lost.
pub struct TestSigner {
    pub key: LogSigner,
    pub last: Mutex<Head>,
    /// Every head it ever signed, those whose signature was lost included.
    pub signed: Mutex<Vec<Head>>,
    hazard: Arc<Once>,
}

impl TestSigner {
    /// The write of its state, by name.
    pub const WRITE: &str = "the signer's head";

    pub fn new() -> Arc<Self> {
        Self::at_risk(Arc::default())
    }

    pub fn at_risk(hazard: Arc<Once>) -> Arc<Self> {
        let key = LogSigner::from_seed(KeyName::new(ORIGIN).unwrap(), &[7; 32]);
        let (last, signed) = (Mutex::new(Head::empty()), Mutex::default());
        Arc::new(TestSigner { key, last, signed, hazard })
    }

    /// Its next answer is lost, after it has signed.
    pub fn lose_answer(&self) {
        self.hazard.set(Self::WRITE, Fault::Unsaid);
    }

    pub fn policy(&self) -> Policy {
        let text = format!("log {}\nquorum none\n", self.key.verifier());
        Policy::read(text.as_bytes()).unwrap()
    }

    fn sign_now(
        &self,
        next: &Head,
        proof: &ConsistencyProof,
    ) -> Result<SignedCheckpoint, SignerError> {
        let mut last = self.last.lock().unwrap();
        tlog::advance(&last, next, proof)
            .map_err(|error| SignerError::Refused(error.to_string()))?;
        let fault = self.hazard.meets(Self::WRITE);
        if fault != Fault::Lost {
            *last = *next;
            self.signed.lock().unwrap().push(*next);
        }
        if fault != Fault::None {
            return Err(SignerError::Away("the line broke".into()));
        }
        Ok(SignedCheckpoint::sign(Checkpoint::new(ORIGIN, *next).unwrap(), &self.key).unwrap())
    }
}

impl Signer for TestSigner {
    fn last(&self) -> BoxFuture<'_, Result<Head, SignerError>> {
        Box::pin(async { Ok(*self.last.lock().unwrap()) })
    }

    fn sign<'a>(
        &'a self,
        next: &'a Head,
        proof: &'a ConsistencyProof,
    ) -> BoxFuture<'a, Result<SignedCheckpoint, SignerError>> {
        Box::pin(async move { self.sign_now(next, proof) })
    }
}

/// A witness whose state, or whose answer, may be lost.
pub struct TestWitness {
    key: Cosigner,
    verifier: VerifierKey,
    log: VerifierKey,
    pub last: Mutex<Option<Head>>,
    hazard: Arc<Once>,
}

impl TestWitness {
    /// The write of its state, by name.
    pub const WRITE: &str = "the witness's head";

    pub fn of(signer: &TestSigner, hazard: Arc<Once>) -> Arc<Self> {
        let key = Cosigner::from_seed(KeyName::new("witness.example").unwrap(), &[8; 32]);
        let (verifier, log) = (key.verifier().clone(), signer.key.verifier().clone());
        Arc::new(TestWitness { key, verifier, log, last: Mutex::default(), hazard })
    }

    /// Nothing is witnessed without it.
    pub fn policy(&self) -> Policy {
        let text = format!("log {}\nwitness w {}\nquorum w\n", self.log, self.verifier);
        Policy::read(text.as_bytes()).unwrap()
    }

    fn add(&self, request: &AddCheckpoint) -> Result<Answer, String> {
        let mut last = self.last.lock().unwrap();
        let next = match judge(request, std::slice::from_ref(&self.log), |_| *last) {
            Ok(next) => next,
            Err(no) => {
                let (kind, body) = no.body();
                return Ok(Answer::read(no.status(), Some(kind), body.as_bytes()));
            }
        };
        let fault = self.hazard.meets(Self::WRITE);
        if fault != Fault::Lost {
            *last = Some(next);
        }
        if fault != Fault::None {
            return Err("the line broke".into());
        }
        let time = Time::from_seconds(1_800_000_000).unwrap();
        Ok(Answer::Cosigned(vec![self.key.cosign(request.checkpoint.checkpoint(), time)]))
    }
}

impl Witness for TestWitness {
    fn key(&self) -> &VerifierKey {
        &self.verifier
    }

    fn last(&self) -> BoxFuture<'_, Result<Option<Head>, String>> {
        Box::pin(async { Ok(*self.last.lock().unwrap()) })
    }

    fn ask<'a>(&'a self, request: &'a AddCheckpoint) -> BoxFuture<'a, Result<Answer, String>> {
        Box::pin(async move { self.add(request) })
    }
}
