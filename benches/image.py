"""The image that deploy/Containerfile describes: its size, what is in it, and that it runs with nothing beside it.

The program is built here with the Containerfile's flags, and buildah makes the Containerfile's last stage of it.
So no registry is asked; what is left out is that the first stage's image has what the build needs.
"""

import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import lib

CONTAINERFILE = lib.ROOT / "deploy/Containerfile"
MOST = 25e6
WANTED = {
    "User": "65532:65532",
    "Entrypoint": ["/kvalitetsstandard"],
    "Cmd": ["serve"],
    "ExposedPorts": {"8080/tcp": {}},
}


def run(*command, **more):
    return subprocess.run([str(word) for word in command], check=True, text=True, **more)


def static_program(given):
    """The program, built as the Containerfile builds it."""
    if given:
        return pathlib.Path(given).resolve()
    flags = re.search(r"RUSTFLAGS='([^']+)'", CONTAINERFILE.read_text()).group(1)
    host = re.search(r"^host: (.+)$", run("rustc", "-vV", stdout=subprocess.PIPE).stdout, re.M).group(1)
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", lib.ROOT / "target")).resolve()
    environment = {**os.environ, "RUSTFLAGS": flags, "CARGO_TARGET_DIR": str(folder)}
    run("cargo", "build", "--profile", "dist", "--locked", "--target", host, cwd=lib.ROOT, env=environment)
    return folder / host / "dist/kvalitetsstandard"


def image(program, scratch):
    """Makes the image; gives its settings and its layers as files, as they go over the network."""
    built, store, out = scratch / "built", scratch / "store", scratch / "oci"
    built.mkdir()
    shutil.copy(program, built / "kvalitetsstandard")
    (built / "kvalitetsstandard").chmod(0o755)
    run("strip", built / "kvalitetsstandard")
    buildah = ["buildah", "--storage-driver", "vfs", "--root", store, "--runroot", scratch / "run"]
    # The last stage takes the program from this folder, so the first is left out.
    run(*buildah, "bud", "--quiet", "--isolation", "chroot", "--build-context", f"build={built}",
        "--file", CONTAINERFILE, "--tag", "kvalitetsstandard", built, stdout=subprocess.DEVNULL)
    run(*buildah, "push", "--quiet", "kvalitetsstandard", f"oci:{out}", stdout=subprocess.DEVNULL)

    def blob(entry):
        return out / "blobs" / entry["digest"].replace(":", "/")

    [entry] = json.loads((out / "index.json").read_text())["manifests"]
    manifest = json.loads(blob(entry).read_text())
    return json.loads(blob(manifest["config"]).read_text())["config"], [blob(one) for one in manifest["layers"]]


def unpack(layers, root):
    """Lays the image out as a root; gives the bytes of its layers when they are unpacked, and the names in them."""
    root.mkdir()
    size, names = 0, []
    for layer in layers:
        with gzip.open(layer) as tar:
            size += len(tar.read())
        with tarfile.open(layer) as tar:
            names += tar.getnames()
            tar.extractall(root)
    return size, names


def inside(root):
    """What runs a program as the image's user, with `root` as all there is, and nowhere to write."""
    steps = """
        mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" || exit
        exec chroot --userspec="$1" --groups= "$0" "${@:2}"
    """
    outside = ["unshare", "--mount", "env", "-i", shutil.which("bash"), "-c", steps]
    return [*outside, str(root), WANTED["User"]]


options = lib.arguments(__doc__, path="/ishoj")
if os.geteuid() != 0:
    sys.exit("only root may make a root of its own")
lib.need(buildah="buildah", strip="binutils", unshare="util-linux")
with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    scratch.chmod(0o755)
    settings, layers = image(static_program(options.program), scratch)
    size, names = unpack(layers, scratch / "root")
    wrong = [f"{name} is {settings.get(name)}" for name, value in WANTED.items() if settings.get(name) != value]
    if names != ["kvalitetsstandard"]:
        wrong.append(f"it holds {names}")
    packed = sum(layer.stat().st_size for layer in layers)
    print(f"image: {size / 1e6:.1f} MB, {packed / 1e6:.1f} MB on the way; {MOST / 1e6:.0f} MB at most")
    lib.figure("image", f"{size / 1e6:.1f} MB", f"{MOST / 1e6:.0f} MB")
    if size > MOST:
        wrong.append("it is too large")
    print(f"settings: {json.dumps(settings)}")

    before, [program] = inside(scratch / "root"), settings["Entrypoint"]
    check = subprocess.run([*before, program, "check"], capture_output=True, text=True)
    print("check:", check.stdout.strip().rpartition("\n")[2])
    if check.returncode != 0:
        wrong.append(f"check ended with {check.returncode}: {check.stderr.strip()}")
    server = lib.Server(program, before=before)
    status, _, body = server.get(options.path)
    print(f"GET {options.path}: {status}, {len(body)} bytes, as user {lib.status(server.pid, 'Uid')}")
    if (status, lib.status(server.pid, "Uid")) != (200, 65532):
        wrong.append("no answer as it should be")
    if server.stop() != 0:
        wrong.append("it did not stop in order")
    sys.exit("\n".join(wrong) or 0)
