//===- Switches.cpp - switches of the process for debugging ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Session.h"

using namespace covector::python;
namespace nb = nanobind;

/// Keeps a function, or nothing for None.
static void keep(PyObject *&place, nb::object function) {
  Py_XDECREF(place);
  place = function.is_none() ? nullptr : function.release().ptr();
}

void covector::python::bindSwitches(nb::module_ &m) {
  m.def("set_disable_jit", [](bool on) { Session::get().disableJit = on; }, nb::arg("on"));
  m.def("jit_disabled", [] { return Session::get().disableJit; });
  m.def("set_check_leaks", [](bool on) { Session::get().checkLeaks = on; }, nb::arg("on"));
  m.def(
      "set_rank_promotion", [](int mode) { Session::get().rankPromotion = mode; }, nb::arg("mode"),
      "What broadcasting to another rank does: 0 nothing, 1 a warning, 2 an error.");
  m.def(
      "set_number_check",
      [](int64_t bits, nb::object report) {
        Session::get().checkNumbers = bits;
        keep(Session::get().numberReport, std::move(report));
      },
      nb::arg("bits"), nb::arg("report").none(),
      "Programs look for NaNs (1), infinities (2) or both (3) in their results; report raises the "
      "error.");
  m.def(
      "set_compile_log",
      [](nb::object function) { keep(Session::get().compileLog, std::move(function)); },
      nb::arg("function").none(), "Calls function(name, seconds) after every compilation.");
}
