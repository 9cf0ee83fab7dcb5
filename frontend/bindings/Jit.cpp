//===- Jit.cpp - calls of jitted functions -------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A jitted function is a Python object called by the vectorcall protocol. A call
// flattens the arguments, forms a signature (structure, types, static values)
// and looks up what was compiled for it; only a new signature runs Python code.
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Jit.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Functions.h"
#include "frontend/bindings/Numbers.h"
#include "frontend/bindings/Program.h"
#include "frontend/bindings/Pytree.h"
#include "frontend/bindings/Session.h"
#include <cstring>
#include <deque>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>
#include <structmember.h>
#include <unordered_map>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

namespace {

/// The arguments of one call.
struct Arguments {
  /// The containers of the dynamic arguments, one tree after the other.
  TreeDef structure;
  std::vector<nb::object> leaves;
  /// For each positional argument then keyword: the end of its nodes in
  /// `structure`, or -1 for a static one.
  llvm::SmallVector<int, 8> ends;
  llvm::SmallVector<nb::object, 2> statics;
  llvm::SmallVector<nb::object, 4> keywords;
  unsigned numPositional = 0;
  /// Arrays of the leaves; those made from other objects are in `owned`.
  llvm::SmallVector<const Array *, 16> arrays;
  std::deque<Array> owned;
  /// Everything but objects that need a comparison of their own.
  llvm::SmallVector<uintptr_t, 32> words;
  bool anyTracer = false;
};

/// What is known for one signature.
struct Entry {
  std::vector<uintptr_t> words;
  TreeDef structure;
  std::vector<nb::object> statics, keywords;

  std::shared_ptr<Traced> traced;
  std::shared_ptr<const Executable> executable;
  TreeDef outputs;
  llvm::SmallVector<int> donated;
};

struct State {
  nb::object function;
  std::string name;
  std::vector<int64_t> staticArgnums, donateArgnums;
  std::vector<nb::object> staticArgnames, donateArgnames;
  std::unordered_multimap<size_t, std::unique_ptr<Entry>> entries;
};

/// The Python object.
struct JitObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  PyObject *dict;
  PyObject *weakrefs;
  State *state;
};

} // namespace

static State &stateOf(PyObject *self) { return *reinterpret_cast<JitObject *>(self)->state; }

static bool contains(llvm::ArrayRef<nb::object> names, nb::handle name) {
  return llvm::any_of(names, [&](const nb::object &each) { return each.equal(name); });
}

//===----------------------------------------------------------------------===//
// Signatures
//===----------------------------------------------------------------------===//

static void addStatic(const State &state, Arguments &arguments, nb::handle object) {
  arguments.ends.push_back(-1);
  arguments.statics.push_back(nb::borrow(object));
  Py_hash_t hash = PyObject_Hash(object.ptr());
  if (hash == -1) {
    PyErr_Clear();
    raise("ValueError", "jit: expected hashable static arguments of " + state.name +
                            ", got a value of type " +
                            nb::str(nb::type_name(object.type())).c_str() +
                            ", which cannot be a key; pass a tuple, or make the argument dynamic");
  }
  arguments.words.push_back(hash);
}

static void addDynamic(Arguments &arguments, nb::handle object) {
  arguments.structure.flattenInto(object, arguments.leaves);
  arguments.ends.push_back(arguments.structure.nodes.size());
}

/// The type of an object that has a shape and a dtype but no elements.
static std::optional<Array> abstractArray(nb::handle object) {
  if (!nb::hasattr(object, "shape") || !nb::hasattr(object, "dtype"))
    return std::nullopt;
  std::optional<Dtype> dtype = dtypeFromPython(object.attr("dtype"));
  if (!dtype)
    return std::nullopt;
  Array array;
  array.dtype = canonical(*dtype);
  array.type = arrayType(nb::cast<std::vector<int64_t>>(object.attr("shape")), array.dtype);
  array.weak = nb::cast<bool>(nb::getattr(object, "weak_type", nb::bool_(false)));
  return array;
}

/// Reads the arguments of a call; those of lowering may be `abstract`.
static void parse(const State &state, Arguments &arguments, PyObject *const *objects,
                  Py_ssize_t numPositional, PyObject *keywordNames, bool abstract = false) {
  arguments.numPositional = numPositional;
  for (Py_ssize_t i = 0; i < numPositional; ++i) {
    if (!state.staticArgnums.empty() && llvm::is_contained(state.staticArgnums, i))
      addStatic(state, arguments, objects[i]);
    else
      addDynamic(arguments, objects[i]);
  }
  if (keywordNames) {
    // Keywords in the order of their names, however they were given.
    llvm::SmallVector<std::pair<PyObject *, PyObject *>> keywords;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(keywordNames); ++i)
      keywords.push_back({PyTuple_GET_ITEM(keywordNames, i), objects[numPositional + i]});
    llvm::sort(keywords, [](auto x, auto y) { return PyUnicode_Compare(x.first, y.first) < 0; });
    for (auto [name, object] : keywords) {
      arguments.keywords.push_back(nb::borrow(name));
      arguments.words.push_back(nb::hash(arguments.keywords.back()));
      if (contains(state.staticArgnames, name))
        addStatic(state, arguments, object);
      else
        addDynamic(arguments, object);
    }
  }
  auto &words = arguments.words;
  words.push_back(numPositional);
  words.push_back(Session::get().x64 | Session::get().strictPromotion << 1 |
                  Session::get().checkNumbers << 2);
  // The named axes around are part of the program. See Note [Free axes].
  for (Trace *trace = Trace::current(); trace; trace = trace->parent)
    if (trace->axisName) {
      words.push_back(reinterpret_cast<uintptr_t>(trace->axisName.getAsOpaquePointer()));
      words.push_back(trace->axisSize);
    }
  for (const TreeDef::Node &node : arguments.structure.nodes)
    if (node.kind != NodeKind::Leaf)
      words.push_back(uintptr_t(node.kind) << 32 | uintptr_t(node.arity));
  for (const nb::object &leaf : arguments.leaves) {
    const Array *array = arrayFrom(leaf);
    if (!array) {
      std::optional<Array> made = abstract ? abstractArray(leaf) : std::nullopt;
      if (!made)
        made = convertToArray(leaf);
      if (!made)
        raise("TypeError",
              state.name +
                  ": jit expects arguments that are arrays, numbers or pytrees of them, got " +
                  nb::repr(leaf).c_str() + " of type " +
                  nb::str(nb::type_name(leaf.type())).c_str() +
                  "; name it in static_argnums or static_argnames");
      arguments.owned.push_back(std::move(*made));
      array = &arguments.owned.back();
    }
    if (array->isDeleted() && !abstract)
      raise("RuntimeError", state.name + ": Array has been deleted: " + describe(*array) +
                                " was donated or deleted; keep a copy if you need it");
    arguments.arrays.push_back(array);
    arguments.anyTracer |= array->isTracer();
    words.push_back(reinterpret_cast<uintptr_t>(array->type.getAsOpaquePointer()) |
                    uintptr_t(array->weak));
  }
}

static bool same(llvm::ArrayRef<nb::object> x, llvm::ArrayRef<nb::object> y) {
  return x.size() == y.size() && llvm::all_of(llvm::zip(x, y), [](auto pair) {
           auto &[a, b] = pair;
           return a.is(b) || (a.type().is(b.type()) && a.equal(b));
         });
}

static Entry *find(State &state, const Arguments &arguments, size_t hash) {
  auto [begin, end] = state.entries.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    Entry &entry = *it->second;
    if (llvm::ArrayRef<uintptr_t>(entry.words) == llvm::ArrayRef<uintptr_t>(arguments.words) &&
        entry.structure.equals(arguments.structure) && same(entry.statics, arguments.statics) &&
        same(entry.keywords, arguments.keywords))
      return &entry;
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Tracing
//===----------------------------------------------------------------------===//

/// Calls the Python function on tracers for the leaves.
static std::shared_ptr<Traced> traceCall(const State &state, const Arguments &arguments,
                                         TreeDef &outputs) {
  return traceFunction(
      TraceKind::Jit, state.name,
      [&](Trace &trace) {
        std::vector<nb::object> tracers;
        for (const Array *array : arguments.arrays)
          tracers.push_back(
              wrap(trace.addArgument(array->type, array->dtype, array->weak, std::nullopt)));
        nb::list positional;
        nb::dict keywords;
        int begin = 0, leaf = 0, nextStatic = 0;
        for (auto [i, end] : llvm::enumerate(arguments.ends)) {
          nb::object value;
          if (end < 0) {
            value = arguments.statics[nextStatic++];
          } else {
            TreeDef tree;
            tree.nodes.assign(arguments.structure.nodes.begin() + begin,
                              arguments.structure.nodes.begin() + end);
            value = tree.unflatten(tracers.data() + leaf);
            leaf += tree.numLeaves();
            begin = end;
          }
          if (i < arguments.numPositional)
            positional.append(value);
          else
            keywords[arguments.keywords[i - arguments.numPositional]] = value;
        }
        return state.function(*positional, **keywords);
      },
      [&](nb::object result) {
        std::vector<nb::object> leaves;
        outputs = TreeDef::flatten(result, leaves);
        std::vector<Array> arrays;
        for (nb::object &leaf : leaves) {
          std::optional<Array> array = convertToArray(leaf);
          if (!array)
            raise("TypeError", state.name +
                                   ": expected a jitted function to return arrays or "
                                   "pytrees of them, got " +
                                   nb::repr(leaf).c_str() + " of type " +
                                   nb::str(nb::type_name(leaf.type())).c_str());
          arrays.push_back(std::move(*array));
        }
        return arrays;
      });
}

/// A copy of the function's module as a program.
static OwningOpRef<ModuleOp> programOf(const Traced &traced, llvm::ArrayRef<int> donated) {
  OwningOpRef<ModuleOp> program = traced.module.get().clone();
  func::FuncOp function = traced.function;
  auto main = program->lookupSymbol<func::FuncOp>(function.getSymName());
  main.setSymName("main");
  main.setPublic();
  for (int argument : donated)
    main.setArgAttr(argument, "array.donated", UnitAttr::get(context()));
  return program;
}

/// The numbers of the leaves of donated arguments.
static llvm::SmallVector<int> donatedLeaves(const State &state, const Arguments &arguments) {
  llvm::SmallVector<int> donated;
  int begin = 0, leaf = 0;
  for (auto [i, end] : llvm::enumerate(arguments.ends)) {
    if (end < 0)
      continue;
    bool isDonated =
        i < arguments.numPositional
            ? llvm::is_contained(state.donateArgnums, int64_t(i))
            : contains(state.donateArgnames, arguments.keywords[i - arguments.numPositional]);
    for (; begin < end; ++begin)
      if (arguments.structure.nodes[begin].kind == NodeKind::Leaf) {
        if (isDonated)
          donated.push_back(leaf);
        ++leaf;
      }
  }
  return donated;
}

static std::unique_ptr<Entry> makeEntry(const State &state, const Arguments &arguments) {
  auto entry = std::make_unique<Entry>();
  entry->words.assign(arguments.words.begin(), arguments.words.end());
  entry->structure = arguments.structure;
  entry->statics.assign(arguments.statics.begin(), arguments.statics.end());
  entry->keywords.assign(arguments.keywords.begin(), arguments.keywords.end());
  entry->traced = traceCall(state, arguments, entry->outputs);
  entry->donated = donatedLeaves(state, arguments);
  return entry;
}

//===----------------------------------------------------------------------===//
// Calling
//===----------------------------------------------------------------------===//

static nb::object pack(const Entry &entry, llvm::MutableArrayRef<Array> results) {
  for (auto [result, type] : llvm::zip(results, entry.traced->resultTypes))
    result.weak = type.weak;
  if (entry.outputs.isLeaf())
    return wrap(std::move(results[0]));
  std::vector<nb::object> leaves;
  leaves.reserve(results.size());
  for (Array &result : results)
    leaves.push_back(wrap(std::move(result)));
  return entry.outputs.unflatten(leaves.data());
}

/// Refuses donated arrays that are another argument too.
static void checkDonated(const Entry &entry, const Arguments &arguments) {
  for (int leaf : entry.donated)
    for (auto [other, array] : llvm::enumerate(arguments.arrays))
      if (int(other) != leaf && array->buffer.data() == arguments.arrays[leaf]->buffer.data())
        raise("ValueError", "jit: expected a donated array once among the arguments, got " +
                                describe(*array) + " as arguments " + llvm::Twine(leaf) + " and " +
                                llvm::Twine(other) + " (counting leaves); donate a copy");
}

/// Takes the donated arguments: the call owns their memory, and the Python
/// arrays are deleted. Memory that others see too is copied.
static void takeDonated(const Entry &entry, Arguments &arguments) {
  checkDonated(entry, arguments);
  for (int leaf : entry.donated) {
    Array donated = *arguments.arrays[leaf];
    if (Array *original = arrayFrom(arguments.leaves[leaf]))
      original->buffer = {};
    if (!donated.buffer.unique()) {
      Array copy = allocate(donated.shape(), donated.dtype, donated.weak);
      std::memcpy(copy.buffer.data(), donated.buffer.data(), donated.bytes());
      donated = std::move(copy);
    }
    arguments.owned.push_back(std::move(donated));
    arguments.arrays[leaf] = &arguments.owned.back();
  }
}

/// What the user calls the input of number `leaf`.
static std::string nameOfInput(const Entry &entry, const Arguments &arguments, int64_t leaf) {
  int begin = 0;
  for (auto [i, end] : llvm::enumerate(arguments.ends)) {
    if (end < 0)
      continue;
    TreeDef tree;
    tree.nodes.assign(entry.structure.nodes.begin() + begin, entry.structure.nodes.begin() + end);
    begin = end;
    if (leaf < tree.numLeaves()) {
      std::string name =
          i < arguments.numPositional
              ? std::to_string(i)
              : std::string(nb::repr(arguments.keywords[i - arguments.numPositional]).c_str());
      return "argument " + name + tree.pathOf(int(leaf));
    }
    leaf -= tree.numLeaves();
  }
  return "an array that the function closes over";
}

/// Runs the program, which looks for what results must not hold. Arguments are not donated,
/// so that they are still there if it has to be run again, but are gone if it succeeds.
static std::vector<Array> runChecked(const State &state, const Entry &entry,
                                     const Arguments &arguments) {
  checkDonated(entry, arguments);
  bool alarm = false;
  std::vector<Array> results = entry.executable->run(arguments.arrays, /*releaseGil=*/true, &alarm);
  if (alarm)
    reportNumbers("jit(" + state.name + ")", results, arguments.arrays,
                  programOf(*entry.traced, {}),
                  [&](int64_t leaf) { return nameOfInput(entry, arguments, leaf); });
  for (int leaf : entry.donated)
    if (Array *original = arrayFrom(arguments.leaves[leaf]))
      original->buffer = {};
  return results;
}

static nb::object call(PyObject *self, PyObject *const *objects, Py_ssize_t numPositional,
                       PyObject *keywordNames) {
  State &state = stateOf(self);
  if (LLVM_UNLIKELY(Session::get().disableJit)) {
    nb::object result =
        nb::steal(PyObject_Vectorcall(state.function.ptr(), objects, numPositional, keywordNames));
    if (!result.is_valid())
      throw nb::python_error();
    return result;
  }
  Arguments arguments;
  parse(state, arguments, objects, numPositional, keywordNames);
  size_t hash = llvm::hash_combine_range(arguments.words.begin(), arguments.words.end());
  Entry *entry = find(state, arguments, hash);

  if (arguments.anyTracer || Trace::staging() || (entry && !entry->traced->freeAxes.empty())) {
    // Inside of a trace: a call in its function.
    std::unique_ptr<Entry> temporary;
    if (!entry) {
      temporary = makeEntry(state, arguments);
      entry = temporary.get();
      bool closesOverTracers = llvm::any_of(entry->traced->captures,
                                            [](const Array &array) { return array.isTracer(); });
      if (!closesOverTracers)
        state.entries.emplace(hash, std::move(temporary));
    }
    std::vector<Array> operands;
    for (const Array *array : arguments.arrays)
      operands.push_back(*array);
    std::vector<Array> results = callTraced(*entry->traced, operands);
    return pack(*entry, results);
  }

  if (!entry) {
    std::unique_ptr<Entry> made = makeEntry(state, arguments);
    if (!made->traced->freeAxes.empty() ||
        llvm::any_of(made->traced->captures, [](const Array &a) { return a.isTracer(); })) {
      // Closes over values or axes of a surrounding un-jitted transformation.
      std::vector<Array> operands;
      for (const Array *array : arguments.arrays)
        operands.push_back(*array);
      std::vector<Array> results = callTraced(*made->traced, operands);
      return pack(*made, results);
    }
    entry = state.entries.emplace(hash, std::move(made))->second.get();
  }
  int64_t checkNumbers = Session::get().checkNumbers;
  if (!entry->executable)
    entry->executable = executableOf(
        programOf(*entry->traced, checkNumbers ? llvm::ArrayRef<int>() : entry->donated),
        checkNumbers);
  if (!entry->donated.empty() && !checkNumbers)
    takeDonated(*entry, arguments);
  for (const Array &capture : entry->traced->captures)
    arguments.arrays.push_back(&capture);
  std::vector<Array> results = LLVM_UNLIKELY(checkNumbers)
                                   ? runChecked(state, *entry, arguments)
                                   : entry->executable->run(arguments.arrays, /*releaseGil=*/true);
  return pack(*entry, results);
}

static PyObject *vectorcall(PyObject *self, PyObject *const *objects, size_t countAndFlag,
                            PyObject *keywordNames) {
  try {
    return call(self, objects, PyVectorcall_NARGS(countAndFlag), keywordNames).release().ptr();
  } catch (nb::python_error &error) {
    error.restore();
  } catch (std::exception &error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Lowering
//===----------------------------------------------------------------------===//

namespace {
/// A program before it is compiled, for looking at.
struct Lowered {
  OwningOpRef<ModuleOp> program;
  std::shared_ptr<Traced> traced;
  TreeDef outputs;
  /// Type, dtype and weakness of each argument.
  std::vector<Array> inputTypes;
};
} // namespace

/// (shape, dtype, weak) of each.
static nb::list describeTypes(llvm::ArrayRef<Array> arrays) {
  nb::list types;
  for (const Array &array : arrays)
    types.append(
        nb::make_tuple(shapeTuple(array.shape()), nb::borrow(numpyDtype(array.dtype)), array.weak));
  return types;
}

static Lowered lower(PyObject *self, const nb::tuple &args, const nb::dict &kwargs) {
  State &state = stateOf(self);
  std::vector<PyObject *> objects;
  for (nb::handle object : args)
    objects.push_back(object.ptr());
  nb::list names;
  for (auto [name, object] : kwargs) {
    names.append(name);
    objects.push_back(object.ptr());
  }
  nb::tuple nameTuple(names);
  Arguments arguments;
  parse(state, arguments, objects.data(), args.size(), nameTuple.ptr(), /*abstract=*/true);
  std::unique_ptr<Entry> entry = makeEntry(state, arguments);
  std::vector<Array> inputTypes(arguments.arrays.size());
  for (auto [type, array] : llvm::zip(inputTypes, arguments.arrays)) {
    type.type = array->type;
    type.dtype = array->dtype;
    type.weak = array->weak;
  }
  return {programOf(*entry->traced, entry->donated), entry->traced, entry->outputs,
          std::move(inputTypes)};
}

//===----------------------------------------------------------------------===//
// The Python type
//===----------------------------------------------------------------------===//

static int traverse(PyObject *self, visitproc visit, void *arg) {
  auto *object = reinterpret_cast<JitObject *>(self);
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(object->dict);
  if (object->state)
    Py_VISIT(object->state->function.ptr());
  return 0;
}

static int clear(PyObject *self) {
  auto *object = reinterpret_cast<JitObject *>(self);
  Py_CLEAR(object->dict);
  if (object->state)
    object->state->function.reset();
  return 0;
}

static void deallocate(PyObject *self) {
  PyObject_GC_UnTrack(self);
  auto *object = reinterpret_cast<JitObject *>(self);
  if (object->weakrefs)
    PyObject_ClearWeakRefs(self);
  clear(self);
  delete object->state;
  PyTypeObject *type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}

static PyObject *descriptorGet(PyObject *self, PyObject *instance, PyObject *) {
  return instance ? PyMethod_New(self, instance) : Py_NewRef(self);
}

static PyObject *representation(PyObject *self) {
  return PyUnicode_FromFormat("<JitFunction of %s>", stateOf(self).name.c_str());
}

static PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(JitObject, vectorcall), READONLY, nullptr},
    {"__dictoffset__", T_PYSSIZET, offsetof(JitObject, dict), READONLY, nullptr},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(JitObject, weakrefs), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr}};

static PyGetSetDef properties[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

static PyType_Slot slots[] = {{Py_tp_call, (void *)PyVectorcall_Call},
                              {Py_tp_traverse, (void *)traverse},
                              {Py_tp_clear, (void *)clear},
                              {Py_tp_dealloc, (void *)deallocate},
                              {Py_tp_descr_get, (void *)descriptorGet},
                              {Py_tp_repr, (void *)representation},
                              {Py_tp_members, members},
                              {Py_tp_getset, properties},
                              {0, nullptr}};

static PyType_Spec spec = {"covector._core.JitFunction", sizeof(JitObject), 0,
                           Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL |
                               Py_TPFLAGS_BASETYPE,
                           slots};

static PyObject *jitType = nullptr;

static nb::object makeJit(nb::object function, std::vector<int64_t> staticArgnums,
                          std::vector<nb::object> staticArgnames,
                          std::vector<int64_t> donateArgnums,
                          std::vector<nb::object> donateArgnames, const std::string &name) {
  auto *object = PyObject_GC_New(JitObject, (PyTypeObject *)jitType);
  if (!object)
    throw nb::python_error();
  object->vectorcall = vectorcall;
  object->dict = nullptr;
  object->weakrefs = nullptr;
  object->state = new State{std::move(function),
                            name,
                            std::move(staticArgnums),
                            std::move(donateArgnums),
                            std::move(staticArgnames),
                            std::move(donateArgnames),
                            {}};
  PyObject_GC_Track((PyObject *)object);
  return nb::steal((PyObject *)object);
}

static State &requireJit(nb::handle object, const char *function) {
  if (PyObject_IsInstance(object.ptr(), jitType) != 1)
    raise("TypeError",
          llvm::Twine(function) + ": expected a jitted function, got " + nb::repr(object).c_str());
  return stateOf(object.ptr());
}

void python::bindJit(nb::module_ &m) {
  jitType = PyType_FromSpec(&spec);
  if (!jitType)
    throw nb::python_error();
  m.attr("JitFunction") = nb::borrow(jitType);
  m.def("make_jit", &makeJit, nb::arg("function"), nb::arg("static_argnums"),
        nb::arg("static_argnames"), nb::arg("donate_argnums"), nb::arg("donate_argnames"),
        nb::arg("name"), "A jitted function; arguments are checked by covector.jit.");
  nb::class_<Lowered>(m, "Lowered")
      .def(
          "text",
          [](Lowered &lowered, const std::string &stage) {
            return stageText(*lowered.program, stage);
          },
          nb::arg("stage"), "The program after a stage: array, transformed, linalg, llvm or asm.")
      .def(
          "text_with_locations",
          [](Lowered &lowered) {
            std::string text;
            llvm::raw_string_ostream stream(text);
            OpPrintingFlags flags;
            lowered.program.get()->print(stream, flags.enableDebugInfo(true, false));
            return text;
          },
          "The program in the array dialect with the user's lines.")
      .def_prop_ro(
          "out_types",
          [](const Lowered &lowered) { return describeTypes(lowered.traced->resultTypes); })
      .def_prop_ro("in_types",
                   [](const Lowered &lowered) { return describeTypes(lowered.inputTypes); })
      .def_prop_ro("captures",
                   [](const Lowered &lowered) { return wrapAll(lowered.traced->captures); })
      .def_prop_ro("out_tree", [](const Lowered &lowered) { return lowered.outputs; });
  m.def(
      "jit_lower",
      [](nb::handle function, const nb::tuple &args, const nb::dict &kwargs) {
        requireJit(function, "lower");
        return lower(function.ptr(), args, kwargs);
      },
      nb::arg("function"), nb::arg("args"), nb::arg("kwargs"));
  m.def(
      "jit_clear_cache",
      [](nb::handle function) { requireJit(function, "clear_cache").entries.clear(); },
      nb::arg("function"));
  m.def(
      "jit_cache_size",
      [](nb::handle function) { return requireJit(function, "cache_size").entries.size(); },
      nb::arg("function"));
}
