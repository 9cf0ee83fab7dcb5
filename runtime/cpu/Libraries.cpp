//===- Libraries.cpp - what is found at run time --------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Libraries.h"
#include "runtime/cpu/Lapack.h"
#include "runtime/cpu/Symbols.h"
#include <atomic>
#include <cstring>
#include <dlfcn.h>

namespace covector::runtime {

static void *sleefLibrary() {
  static void *library = [] {
    for (const char *name : {"libsleef.so.3", "libsleef.so"})
      if (void *found = dlopen(name, RTLD_NOW | RTLD_LOCAL))
        return found;
    return static_cast<void *>(nullptr);
  }();
  return library;
}

static std::atomic<bool> sleefIsUsed{true};

void useSleef(bool use) { sleefIsUsed = use; }

bool haveSleef() { return sleefIsUsed && sleefLibrary(); }

void *findRuntimeSymbol(const char *name) {
  for (const Symbol &symbol : runtimeSymbols())
    if (!std::strcmp(symbol.name, name))
      return symbol.address;
  if (void *address = findLapackSymbol(name))
    return address;
  if (!std::strncmp(name, "Sleef_", 6))
    return haveSleef() ? dlsym(sleefLibrary(), name) : nullptr;
  // The C library and its mathematical functions.
  return dlsym(RTLD_DEFAULT, name);
}

} // namespace covector::runtime
