//! The one reader of files, and their one writer.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use codegen::Output;

use crate::changelog::CHANGELOG;

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

/// A file that is not what it should be.
pub(crate) struct Stale {
    /// Its path in the workspace, with slashes.
    pub(crate) path: &'static str,
    /// What it holds now; `None` if there is no such file.
    pub(crate) old: Option<Vec<u8>>,
    /// What it should hold.
    pub(crate) new: String,
}

/// Those of `outputs` that are not yet so in the workspace at `root`, in the same order.
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

/// Keeps other runs of `regen` waiting until it is dropped: two at once would take each other's
/// unfinished files away. Where a directory cannot be locked, they do not wait.
pub(crate) fn lock(root: &Path) -> Option<File> {
    let directory = File::open(root).ok()?;
    if let Err(TryLockError::WouldBlock) = directory.try_lock() {
        let _ = writeln!(io::stderr(), "waiting for another `cargo xtask regen`");
        directory.lock().ok()?;
    }
    Some(directory)
}

/// Every file that is ever written.
const WRITTEN: [&str; 5] = [
    codegen::PAGE,
    codegen::LEDGER,
    codegen::GENERATED,
    codegen::CATALOG,
    CHANGELOG,
];

/// Removes the unfinished files that a killed run has left.
pub(crate) fn clear(root: &Path, before_step: fn()) -> Result<(), String> {
    for path in WRITTEN.map(|path| unfinished(&root.join(path))) {
        if path.exists() {
            before_step();
            fs::remove_file(&path)
                .map_err(|error| format!("cannot remove {}: {error}", path.display()))?;
        }
    }
    Ok(())
}

/// Writes all of `files` beside those that they are to replace, so that a full disk changes
/// nothing. `before_step` is called before each change to the file system.
pub(crate) fn stage(root: &Path, files: &[Stale], before_step: fn()) -> Result<(), String> {
    for Stale { path, new, .. } in files {
        if let Err(error) = stage_one(&root.join(path), new, before_step) {
            clear(root, before_step)?;
            return Err(format!("cannot write {path}: {error}"));
        }
    }
    Ok(())
}

/// Puts the staged files into their places, one after the other, each at once and as a whole.
pub(crate) fn replace(root: &Path, files: &[Stale], before_step: fn()) -> Result<(), String> {
    for Stale { path, .. } in files {
        before_step();
        fs::rename(unfinished(&root.join(path)), root.join(path)).map_err(|error| {
            format!(
                "cannot replace {path}: {error}; some files may be written already, so run \
                 `cargo xtask regen` again"
            )
        })?;
    }
    Ok(())
}

/// The file beside `path` that takes its place once it is complete.
fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".regen-{name}"))
}

/// Writes `text` beside the file at `path`, with that file's permissions.
fn stage_one(path: &Path, text: &str, before_step: fn()) -> io::Result<()> {
    let permissions = match fs::symlink_metadata(path) {
        Ok(meta) if !meta.is_file() => return Err(io::Error::other("it is not a plain file")),
        Ok(meta) if meta.permissions().readonly() => {
            return Err(io::Error::other("it is read-only"));
        }
        Ok(meta) => Some(meta.permissions()),
        Err(_) => None,
    };
    before_step();
    let mut file = File::create_new(unfinished(path))?;
    before_step();
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))
}
