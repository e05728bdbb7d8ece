//! Compiles the crate that is generated from a catalog.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use codegen::Catalog;
use codegen::emit;
use tempfile::TempDir;

/// The crate, as an argument of both compilers.
const LIBRARY: &str = "src/lib.rs --crate-name=gigya_codes";

/// A copy of `gigya-codes` with another generated file, in a temporary directory.
pub(crate) struct Compiled(TempDir);

impl Compiled {
    /// Compiles the crate that is generated from `catalog`, and panics if there is a warning.
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
        compiled.build_library("metadata");
        compiled
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Whether a program that uses the crate compiles.
    pub(crate) fn takes(&self, program: &str) -> bool {
        fs::write(self.path("program.rs"), program).unwrap();
        let args = "program.rs --emit=metadata --extern=gigya_codes=libgigya_codes.rmeta";
        self.run("rustc", args).status.success()
    }

    /// Runs the doc tests, and returns their names, each of which begins with its file.
    #[track_caller]
    pub(crate) fn doc_tests(&self) -> Vec<String> {
        self.build_library("link");
        let args = "--test --extern=gigya_codes=libgigya_codes.rlib";
        let output = succeed(&self.run("rustdoc", &format!("{LIBRARY} {args}")));
        let names = output.lines().filter_map(|line| line.strip_prefix("test "));
        names.map(str::to_owned).collect()
    }

    /// Writes the documentation, and returns its directory.
    #[track_caller]
    pub(crate) fn document(&self) -> PathBuf {
        succeed(&self.run("rustdoc", &format!("{LIBRARY} --out-dir=doc")));
        self.path("doc")
    }

    #[track_caller]
    fn build_library(&self, emit: &str) {
        let args = format!("{LIBRARY} --crate-type=lib --emit={emit}");
        succeed(&self.run("rustc", &args));
    }

    /// Runs `rustc` or `rustdoc`. The arguments are separated by spaces.
    fn run(&self, tool: &str, args: &str) -> Output {
        let path = std::env::var_os(tool.to_uppercase()).unwrap_or_else(|| tool.into());
        Command::new(path)
            .current_dir(self.0.path())
            .args(["--edition=2024", "-Dwarnings"])
            .args(args.split(' '))
            .output()
            .unwrap()
    }
}

/// The standard output of a program that succeeds.
#[track_caller]
fn succeed(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{out}{err}");
    out.into_owned()
}
