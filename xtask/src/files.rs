//! Reads files, and writes them: each one beside the file that it then replaces.

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use codegen::Output;

/// The bytes of the file at `path`, which messages call `name`; `None` if there is no such file.
pub(crate) fn read(path: &Path, name: &str) -> Result<Option<Vec<u8>>, String> {
    let failed = |error| format!("cannot read {name}: {error}");
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(error)),
        // A pipe would make us wait for another program, and a device may have no end.
        Ok(meta) if !meta.is_file() => Err(format!("cannot read {name}: it is not a file")),
        Ok(_) => read_all(File::open(path).map_err(failed)?, name).map(Some),
    }
}

/// No page or ledger has as many bytes.
const MAX_LEN: u64 = 64 << 20;

/// All that `reader` has, unless that is too much.
pub(crate) fn read_all(reader: impl Read, name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_LEN + 1).read_to_end(&mut bytes);
    let len = read.map_err(|error| format!("cannot read {name}: {error}"))?;
    if len as u64 > MAX_LEN {
        let max = MAX_LEN >> 20;
        return Err(format!("cannot read {name}: it has more than {max} MiB"));
    }
    Ok(bytes)
}

/// A file that is not up to date.
pub(crate) struct Stale {
    /// Its path in the workspace, with slashes.
    pub(crate) path: &'static str,
    /// What it contains; `None` if there is no such file.
    pub(crate) old: Option<Vec<u8>>,
    /// What it should contain.
    pub(crate) new: String,
}

/// Those of `outputs` that differ from the files in the workspace at `root`, in the same order.
pub(crate) fn compare(root: &Path, outputs: Vec<Output>) -> Result<Vec<Stale>, String> {
    let mut stale = Vec::new();
    for (path, new) in outputs {
        let old = read(&root.join(path), path)?;
        if old.as_deref() != Some(new.as_bytes()) {
            stale.push(Stale { path, old, new });
        }
    }
    Ok(stale)
}

/// Writes `files`. All of them are written beside those that they replace before the first is
/// replaced, so that a full disk changes nothing.
pub(crate) fn write(root: &Path, files: &[Stale]) -> Result<(), String> {
    for file in files {
        if let Err(error) = write_beside(&root.join(file.path), &file.new) {
            for file in files {
                let _ = fs::remove_file(temporary(&root.join(file.path)));
            }
            return Err(format!(
                "cannot write {}: {error}; nothing was changed",
                file.path
            ));
        }
    }
    for Stale { path, .. } in files {
        fs::rename(temporary(&root.join(path)), root.join(path)).map_err(|error| {
            format!(
                "cannot replace {path}: {error}; some files may have been written, so run \
                 `cargo xtask regen` again"
            )
        })?;
    }
    Ok(())
}

/// The file beside `path` that replaces it once it is complete.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".regen-{name}"))
}

/// Writes `text` beside the file at `path`, with that file's permissions.
fn write_beside(path: &Path, text: &str) -> io::Result<()> {
    let permissions = match fs::symlink_metadata(path) {
        Ok(meta) if !meta.is_file() => return Err(io::Error::other("it is not a plain file")),
        Ok(meta) if meta.permissions().readonly() => {
            return Err(io::Error::other("it is read-only"));
        }
        Ok(meta) => Some(meta.permissions()),
        Err(_) => None,
    };
    let temporary = temporary(path);
    // A run that was killed may have left one.
    let _ = fs::remove_file(&temporary);
    let mut file = File::create_new(temporary)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))
}
