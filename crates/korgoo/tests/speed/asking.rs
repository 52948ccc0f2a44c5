//! Asking a server, with as little work of our own as can be: the two share the processors.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection that is used again and again.
pub struct Line {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Line {
    pub async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::with_capacity(64 * 1024, stream), body: Vec::new() }
    }

    /// The body of the answer; anything but 200 ends the measuring.
    pub async fn ask(&mut self, path: &str, encoding: &str) -> &[u8] {
        let request = format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{encoding}\r\n");
        self.stream.get_mut().write_all(request.as_bytes()).await.unwrap();
        let (mut line, mut length) = (String::new(), None);
        self.stream.read_line(&mut line).await.unwrap();
        assert!(line.starts_with("HTTP/1.1 200"), "{path}: {line}");
        loop {
            line.clear();
            self.stream.read_line(&mut line).await.unwrap();
            let header = line.trim_end().to_ascii_lowercase();
            if let Some(bytes) = header.strip_prefix("content-length: ") {
                length = Some(bytes.parse::<usize>().unwrap());
            }
            if header.is_empty() {
                break;
            }
        }
        self.body.clear();
        match length {
            Some(length) => self.read(length).await,
            None => self.read_pieces().await,
        }
        &self.body
    }

    async fn read(&mut self, length: usize) {
        let from = self.body.len();
        self.body.resize(from + length, 0);
        self.stream.read_exact(&mut self.body[from..]).await.unwrap();
    }

    async fn read_pieces(&mut self) {
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).await.unwrap();
            let length = usize::from_str_radix(line.trim_end(), 16).unwrap();
            self.read(length).await;
            self.stream.read_line(&mut line).await.unwrap();
            if length == 0 {
                return;
            }
        }
    }
}

/// Asks so many questions, one after another on each of some lines; answers a second.
pub async fn as_fast_as_can_be(
    address: SocketAddr,
    lines: usize,
    questions: usize,
    path: impl Fn(usize) -> String + Clone + Send + 'static,
) -> f64 {
    let begun = Instant::now();
    let ask = |line: usize| {
        let path = path.clone();
        tokio::spawn(async move {
            let mut to = Line::open(address).await;
            for n in (line..questions).step_by(lines) {
                to.ask(&path(n), "").await;
            }
        })
    };
    let asking: Vec<_> = (0..lines).map(ask).collect();
    for one in asking {
        one.await.unwrap();
    }
    questions as f64 / begun.elapsed().as_secs_f64()
}

/// Asks at a rate, whether or not the last answer has come, and says how long each waited from the
/// moment at which it was due.
pub async fn at_rate(
    address: SocketAddr,
    per_second: u32,
    seconds: u32,
    path: impl Fn(usize) -> String + Clone + Send + 'static,
) -> Vec<Duration> {
    const LINES: usize = 32;
    let begun = Instant::now() + Duration::from_millis(50);
    let pause = Duration::from_secs(1) / per_second;
    let ask = |line: usize| {
        let path = path.clone();
        tokio::spawn(async move {
            let mut to = Line::open(address).await;
            let mut took = Vec::new();
            for n in (line..(per_second * seconds) as usize).step_by(LINES) {
                let due = begun + pause * u32::try_from(n).unwrap();
                tokio::time::sleep_until(due.into()).await;
                to.ask(&path(n), "").await;
                took.push(due.elapsed());
            }
            took
        })
    };
    let asking: Vec<_> = (0..LINES).map(ask).collect();
    let mut took = Vec::new();
    for one in asking {
        took.extend(one.await.unwrap());
    }
    took.sort();
    took
}
