//! The program's demo, running for a task: its own folder, its own port, stopped at the end.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::house::House;
use crate::postgres::free_port;
use crate::step;

/// How long it may take until it is ready: 240 × 250 ms.
const PATIENCE: u32 = 240;

/// `--workspace` gives the dependencies the same features as the tests have.
pub const BUILD: [&str; 5] = ["build", "--quiet", "--workspace", "--bin", "korgoo"];

/// A running demo.
pub struct Demo {
    child: Child,
    address: String,
    folder: TempDir,
}

impl Demo {
    /// Build the program, start it, wait until it is ready.
    pub fn start(house: &House) -> Result<Self, String> {
        let log = house.logs().join("build.log");
        let built = step::run(&mut house.cargo(&BUILD), &log).map_err(|e| e.to_string())?;
        if !built.success {
            return Err(built.output);
        }
        let folder = TempDir::with_prefix("korgoo-demo-").map_err(|e| e.to_string())?;
        let address = format!("127.0.0.1:{}", free_port()?);
        let child = house
            .command(&house.binary().display().to_string())
            .args(["demo", "--listen", &address, "--data"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("korgoo demo: {error}"))?;
        let mut demo = Self { child, address, folder };
        demo.wait()?;
        Ok(demo)
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Brings rows into its register, from a file and its mapping.
    pub fn bring(&self, house: &House, rows: &str, mapping: &str) -> Result<(), String> {
        let mut import = house.command(&house.binary().display().to_string());
        import.args(["import", "--as", "registered", "--data"]).arg(self.folder.path());
        import.arg("--mapping").arg(house.root.join(mapping)).arg(house.root.join(rows));
        let log = house.logs().join("import.log");
        let ran = step::run(&mut import, &log).map_err(|error| error.to_string())?;
        if ran.success { Ok(()) } else { Err(ran.output) }
    }

    fn wait(&mut self) -> Result<(), String> {
        for _ in 0..PATIENCE {
            if self.is_ready().unwrap_or(false) {
                return Ok(());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("korgoo demo ended: {status}"));
            }
            thread::sleep(Duration::from_millis(250));
        }
        Err("korgoo demo is not ready after a minute".to_owned())
    }

    fn is_ready(&self) -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let host = &self.address;
        write!(stream, "GET /health/ready HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut first = [0; 12];
        stream.read_exact(&mut first)?;
        Ok(first.ends_with(b" 200"))
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
