//! The crate that a catalog makes, for the compiler to judge.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use codegen::Catalog;
use codegen::emit;
use tempfile::TempDir;

/// `gigya-codes`, its generated file replaced, in a directory of its own.
pub(crate) struct Compiled(TempDir);

impl Compiled {
    /// Compiles the crate that `catalog` makes: it always compiles, without a warning.
    #[track_caller]
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let compiled = Self(tempfile::tempdir().unwrap());
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../gigya-codes");
        fs::create_dir(compiled.path("src")).unwrap();
        for entry in fs::read_dir(sources.join("src")).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), compiled.path("src").join(entry.file_name())).unwrap();
            }
        }
        // Its examples are doc tests.
        fs::copy(sources.join("README.md"), compiled.path("README.md")).unwrap();
        fs::write(compiled.path("src/generated.rs"), emit::rust(catalog)).unwrap();
        succeed(&compiled.library("--emit=metadata"));
        compiled
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Whether a program that uses the crate compiles.
    pub(crate) fn takes(&self, program: &str) -> bool {
        fs::write(self.path("program.rs"), program).unwrap();
        let args = [
            "--emit=metadata",
            "--extern=gigya_codes=libgigya_codes.rmeta",
        ];
        self.rustc("program.rs", &args).status.success()
    }

    /// Runs the doc tests, and returns their names, which begin with the file they stand in.
    #[track_caller]
    pub(crate) fn doc_tests(&self) -> Vec<String> {
        succeed(&self.library("--emit=link"));
        let output = self.rustdoc(&["--test", "--extern=gigya_codes=libgigya_codes.rlib"]);
        succeed(&output);
        let out = String::from_utf8(output.stdout).unwrap();
        out.lines()
            .filter_map(|line| Some(line.strip_prefix("test ")?.to_owned()))
            .collect()
    }

    /// Writes the documentation, and returns its directory.
    #[track_caller]
    pub(crate) fn document(&self) -> PathBuf {
        succeed(&self.rustdoc(&["--out-dir=doc"]));
        self.path("doc")
    }

    fn library(&self, emit: &str) -> Output {
        let args = ["--crate-type=lib", "--crate-name=gigya_codes", emit];
        self.rustc("src/lib.rs", &args)
    }

    fn rustc(&self, name: &str, args: &[&str]) -> Output {
        self.tool("RUSTC", "rustc", [name].iter().chain(args))
    }

    fn rustdoc(&self, args: &[&str]) -> Output {
        let args = ["--crate-name=gigya_codes", "src/lib.rs"]
            .iter()
            .chain(args);
        self.tool("RUSTDOC", "rustdoc", args)
    }

    fn tool<'a>(
        &self,
        variable: &str,
        name: &str,
        args: impl Iterator<Item = &'a &'a str>,
    ) -> Output {
        let tool = std::env::var_os(variable).unwrap_or_else(|| name.into());
        Command::new(tool)
            .current_dir(self.0.path())
            .args(["--edition=2024", "-Dwarnings"])
            .args(args.map(OsStr::new))
            .output()
            .unwrap()
    }
}

#[track_caller]
fn succeed(output: &Output) {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
