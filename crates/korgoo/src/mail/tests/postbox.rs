//! A mail server that speaks as much SMTP as a letter needs, and misbehaves as told.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of a letter. Without any order it is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Asked to come later, after all of it was read.
    Busy,
    /// Refused for good at its address.
    Refuse,
    /// Taken; then the line breaks before any answer.
    DieAfterData,
    /// Taken; but the answer lets itself be waited for.
    TakeAndDream,
}

#[derive(Default)]
struct Held {
    fates: VecDeque<Fate>,
    taken: Vec<String>,
    recipients: Vec<String>,
}

pub struct Postbox {
    address: SocketAddr,
    held: Arc<Mutex<Held>>,
}

impl Postbox {
    pub async fn open() -> Postbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, held) = (listener.local_addr().unwrap(), Arc::<Mutex<Held>>::default());
        let box_of_all = held.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, box_of_all.clone()));
            }
        });
        Postbox { address, held }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn will(&self, fates: &[Fate]) {
        self.held.lock().unwrap().fates.extend(fates);
    }

    pub fn taken(&self) -> Vec<String> {
        self.held.lock().unwrap().taken.clone()
    }

    pub fn recipients(&self) -> Vec<String> {
        self.held.lock().unwrap().recipients.clone()
    }
}

async fn talk(stream: TcpStream, held: Arc<Mutex<Held>>) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 postbox.example ESMTP\r\n").await?;
    let mut fate = None;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" | "HELO" => "250 postbox.example",
            "MAIL" => {
                fate = held.lock().unwrap().fates.pop_front();
                "250 go on"
            }
            "RCPT" if fate == Some(Fate::Refuse) => "550 no such box",
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                held.lock().unwrap().recipients.push(address);
                "250 go on"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut letter = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    letter.push_str(line.strip_prefix('.').unwrap_or(&line));
                    letter.push_str("\r\n");
                }
                if fate != Some(Fate::Busy) {
                    held.lock().unwrap().taken.push(letter);
                }
                match fate {
                    Some(Fate::Busy) => "451 try again later",
                    Some(Fate::DieAfterData) => return Ok(()),
                    Some(Fate::TakeAndDream) => {
                        tokio::time::sleep(Duration::from_secs(20)).await;
                        "250 taken"
                    }
                    _ => "250 taken",
                }
            }
            "RSET" | "NOOP" => "250 well",
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 never heard of it",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
