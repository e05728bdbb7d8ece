//! Reads files, and writes them: each one beside the file that it then replaces.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use codegen::{Output, Source};

/// The text of the file at `path`, which messages call `name`.
pub(crate) fn read_source(path: &Path, name: &str) -> Result<Source, String> {
    let failed = |error| format!("cannot read {name}: {error}");
    let bytes = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("there is no file {name}"))
        }
        // A pipe would make us wait for another program, and a device may have no end.
        Ok(meta) if !meta.is_file() => Err(format!("cannot read {name}: it is not a file")),
        _ => read_all(File::open(path).map_err(failed)?, name),
    };
    Source::decode(name, &bytes?)
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

/// Writes `files`. All of them are written beside those that they replace before the first is
/// replaced, so that a full disk changes nothing.
pub(crate) fn write(root: &Path, files: &[Output]) -> Result<(), String> {
    for (path, text) in files {
        if let Err(error) = write_beside(&root.join(path), text) {
            for (path, _) in files {
                let _ = fs::remove_file(temporary_path(&root.join(path)));
            }
            return Err(format!("cannot write {path}: {error}; nothing was changed"));
        }
    }
    for (path, _) in files {
        let file = root.join(path);
        fs::rename(temporary_path(&file), &file).map_err(|error| {
            format!(
                "cannot replace {path}: {error}; some files may have been written, so run \
                 `cargo xtask regen` again"
            )
        })?;
    }
    Ok(())
}

/// The file beside `path` that replaces it once it is complete.
fn temporary_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".regen-{name}"))
}

/// Writes `text` beside the file at `path`, which has to be one that may be replaced.
fn write_beside(path: &Path, text: &str) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(meta) if !meta.is_file() => Err(io::Error::other("it is not a plain file")),
        Ok(meta) if meta.permissions().readonly() => Err(io::Error::other("it is read-only")),
        _ => {
            // A run that was killed may have left one; were it a link, we would follow it.
            let _ = fs::remove_file(temporary_path(path));
            fs::write(temporary_path(path), text)
        }
    }
}
