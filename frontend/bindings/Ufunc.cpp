//===- Ufunc.cpp - callable objects with methods of their own ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A universal function is called as fast as the function that it holds: the
// arguments go to it by the vectorcall protocol, with no frame of Python between.
// What is rare (its methods, calls with keywords) is written in Python.
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Ufunc.h"
#include <structmember.h>

namespace nb = nanobind;
using namespace covector;

namespace {
/// The Python object.
struct UfuncObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  PyObject *dict;
  PyObject *weakrefs;
  PyObject *function;
  /// How many arguments it takes; any number if negative.
  Py_ssize_t arity;
};
} // namespace

static UfuncObject *ufuncOf(PyObject *self) { return reinterpret_cast<UfuncObject *>(self); }

/// Lets the type's Python method refuse the call or make sense of it.
static PyObject *callWithOptions(PyObject *self, PyObject *const *arguments, size_t count,
                                 PyObject *keywordNames) {
  PyObject *method = PyObject_GetAttrString(self, "_call_with_options");
  if (!method)
    return nullptr;
  PyObject *result = PyObject_Vectorcall(method, arguments, count, keywordNames);
  Py_DECREF(method);
  return result;
}

static PyObject *vectorcall(PyObject *self, PyObject *const *arguments, size_t countAndFlag,
                            PyObject *keywordNames) {
  UfuncObject *object = ufuncOf(self);
  Py_ssize_t count = PyVectorcall_NARGS(countAndFlag);
  if (keywordNames || (object->arity >= 0 && count != object->arity))
    return callWithOptions(self, arguments, count, keywordNames);
  return PyObject_Vectorcall(object->function, arguments, countAndFlag, nullptr);
}

static PyObject *create(PyTypeObject *type, PyObject *, PyObject *) {
  PyObject *self = type->tp_alloc(type, 0);
  if (!self)
    return nullptr;
  UfuncObject *object = ufuncOf(self);
  object->vectorcall = vectorcall;
  object->function = Py_NewRef(Py_None);
  object->arity = -1;
  return self;
}

static int traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(ufuncOf(self)->dict);
  Py_VISIT(ufuncOf(self)->function);
  return 0;
}

static int clear(PyObject *self) {
  Py_CLEAR(ufuncOf(self)->dict);
  Py_CLEAR(ufuncOf(self)->function);
  return 0;
}

static void deallocate(PyObject *self) {
  PyObject_GC_UnTrack(self);
  if (ufuncOf(self)->weakrefs)
    PyObject_ClearWeakRefs(self);
  clear(self);
  PyTypeObject *type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}

static PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(UfuncObject, vectorcall), READONLY, nullptr},
    {"__dictoffset__", T_PYSSIZET, offsetof(UfuncObject, dict), READONLY, nullptr},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(UfuncObject, weakrefs), READONLY, nullptr},
    {"_function", T_OBJECT_EX, offsetof(UfuncObject, function), 0, nullptr},
    {"_arity", T_PYSSIZET, offsetof(UfuncObject, arity), 0, nullptr},
    {nullptr, 0, 0, 0, nullptr}};

static PyGetSetDef properties[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

static PyType_Slot slots[] = {
    {Py_tp_new, (void *)create},         {Py_tp_call, (void *)PyVectorcall_Call},
    {Py_tp_traverse, (void *)traverse},  {Py_tp_clear, (void *)clear},
    {Py_tp_dealloc, (void *)deallocate}, {Py_tp_members, members},
    {Py_tp_getset, properties},          {0, nullptr}};

static PyType_Spec spec = {"covector.numpy.ufunc", sizeof(UfuncObject), 0,
                           Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL,
                           slots};

void python::bindUfunc(nb::module_ &m) {
  PyObject *type = PyType_FromSpec(&spec);
  if (!type)
    throw nb::python_error();
  m.attr("Ufunc") = nb::steal(type);
}
