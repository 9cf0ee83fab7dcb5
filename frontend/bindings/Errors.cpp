//===- Errors.cpp - errors that name the user's line ---------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Session.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/DenseMap.h"
#include <frameobject.h>
#include <nanobind/stl/string.h>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

namespace {
/// What is known of a code object: whether it is this package's own, and the
/// file and function name as an MLIR attribute.
struct CodeRecord {
  bool internal;
  StringAttr file;
  StringAttr function;
};
} // namespace

static std::string &internalPrefix() {
  static std::string *prefix = new std::string();
  return *prefix;
}
static PyObject *&errorTypes() {
  static PyObject *types = nullptr;
  return types;
}

static PyObject *&advisor() {
  static PyObject *function = nullptr;
  return function;
}

static const CodeRecord &recordOf(PyCodeObject *code) {
  static auto *records = new llvm::DenseMap<PyCodeObject *, CodeRecord>();
  auto [it, inserted] = records->try_emplace(code);
  if (inserted) {
    Py_INCREF(code); // the address is the key
    const char *file = PyUnicode_AsUTF8(code->co_filename);
    const char *function = PyUnicode_AsUTF8(code->co_qualname);
    llvm::StringRef name = file ? file : "";
    bool internal = (!internalPrefix().empty() && name.starts_with(internalPrefix())) ||
                    name.starts_with("<frozen");
    it->second = {internal, StringAttr::get(context(), name),
                  StringAttr::get(context(), function ? function : "")};
    PyErr_Clear();
  }
  return it->second;
}

/// Calls `visit` with the user's innermost frame, if there is one.
template <typename Visit> static void withUserFrame(Visit visit) {
  PyFrameObject *frame = PyEval_GetFrame();
  Py_XINCREF(frame);
  while (frame) {
    PyCodeObject *code = PyFrame_GetCode(frame);
    const CodeRecord &record = recordOf(code);
    Py_DECREF(code);
    if (!record.internal) {
      visit(record, PyFrame_GetLineNumber(frame));
      Py_DECREF(frame);
      return;
    }
    PyFrameObject *back = PyFrame_GetBack(frame);
    Py_DECREF(frame);
    frame = back;
  }
}

SourceLine python::userLine() {
  SourceLine result;
  withUserFrame([&](const CodeRecord &record, int line) {
    result = {record.file.str(), line, record.function.str()};
  });
  return result;
}

Location python::userLocation() {
  Location location = UnknownLoc::get(context());
  withUserFrame([&](const CodeRecord &record, int line) {
    location = FileLineColLoc::get(record.file, line, 0);
  });
  return location;
}

void python::raise(const char *name, const llvm::Twine &message) {
  std::string text = message.str();
  SourceLine line = userLine();
  if (line.line)
    text += "\n  at " + line.file + ":" + std::to_string(line.line);
  PyObject *type = errorTypes() ? PyDict_GetItemString(errorTypes(), name) : nullptr;
  if (!type)
    type = PyDict_GetItemString(PyEval_GetBuiltins(), name);
  PyErr_SetString(type ? type : PyExc_RuntimeError, text.c_str());
  throw nb::python_error();
}

std::string python::advice(const char *name) {
  if (!advisor())
    return "";
  std::string text;
  nb::object result = nb::steal(PyObject_CallFunction(advisor(), "s", name));
  if (result.is_valid())
    if (const char *utf8 = PyUnicode_AsUTF8(result.ptr()))
      text = utf8;
  PyErr_Clear(); // advice is not worth an error of its own
  return text;
}

void python::raiseProblem(const llvm::Twine &step, llvm::StringRef text) {
  for (const char *name : {"NotImplementedError", "TypeError", "ValueError"}) {
    llvm::StringRef rest = text;
    if (rest.consume_front(name) && rest.consume_front(": "))
      raise(name, rest);
  }
  // What passes/autodiff/Modes.cpp says of an operation without a rule.
  bool isMissing = text.contains("op is not supported by ");
  raise(isMissing ? "NotImplementedError" : "RuntimeError", step + ": " + text);
}

void python::bindErrors(nb::module_ &m) {
  m.def(
      "set_error_types", [](nb::dict types) { errorTypes() = types.release().ptr(); },
      nb::arg("types"), "Gives the exception classes that the core raises, by name.");
  m.def(
      "set_advisor", [](nb::callable function) { advisor() = function.release().ptr(); },
      nb::arg("function"),
      "Gives what is asked, by the name of an error, for a text on what else the user may write.");
  m.def(
      "set_internal_prefix", [](std::string prefix) { internalPrefix() = std::move(prefix); },
      nb::arg("path"), "Names the folder whose frames are never the user's line.");
  m.def(
      "user_line",
      [] {
        SourceLine line = userLine();
        return nb::make_tuple(line.file, line.line, line.function);
      },
      "The user's innermost (file, line, function).");
}
