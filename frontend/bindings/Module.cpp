//===- Module.cpp - the extension module covector._core ------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Array.h"
#include "frontend/bindings/Callbacks.h"
#include "frontend/bindings/ControlFlow.h"
#include "frontend/bindings/CustomCalls.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Functions.h"
#include "frontend/bindings/Interop.h"
#include "frontend/bindings/Jit.h"
#include "frontend/bindings/Ops.h"
#include "frontend/bindings/Program.h"
#include "frontend/bindings/Pytree.h"
#include "frontend/bindings/Session.h"
#include "frontend/bindings/Sparsity.h"
#include "frontend/bindings/Ufunc.h"
#include "runtime/cpu/Libraries.h"

namespace nb = nanobind;
using namespace covector;
using namespace covector::python;

NB_MODULE(_core, m) {
  m.doc() = "Tracing, dispatch and compilation. The public names are in covector.";
  bindErrors(m);
  bindSwitches(m);
  bindArray(m);
  bindElementwise(m, m.attr("Array"));
  bindUfunc(m);
  bindOps(m);
  bindProgram(m);
  bindFunctions(m);
  bindPytree(m);
  bindJit(m);
  bindSparsity(m);
  bindInterop(m);
  bindCallbacks(m);
  bindControlFlow(m);
  bindCustomCalls(m);
  m.def("have_lapack", &runtime::haveLapack, "Whether a library with LAPACK is there.");
  m.def(
      "set_library_path",
      [](const std::string &name, const std::string &path) {
        if (name != "openblas")
          raise("ValueError", "set_library_path: expected the name 'openblas', got '" + name + "'");
        runtime::setBlasLibrary(path);
      },
      nb::arg("name"), nb::arg("path"), "Names the file of a library that is loaded at run time.");
  // The context and caches live as long as the process, and hold Python objects.
  nb::set_leak_warnings(false);
}
