//===- ControlFlow.cpp - branches and loops from Python -------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A body is traced once, as a function. A region of the operation calls it, and
// is given what the body closes over by the operation. Calls in regions are
// inlined with all others by array-expand-transforms.
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/ControlFlow.h"
#include "dialects/array/Array.h"
#include "dialects/array/ControlFlow.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Functions.h"
#include "frontend/bindings/Ops.h"
#include "frontend/bindings/Session.h"
#include "llvm/ADT/DenseMap.h"
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

/// Traces a body with arguments of the types of `arrays`, and of the elements of
/// `xs` along their leading axes; with `indexed` the index of the iteration, an
/// int64 whatever the switch for 64 bits says, is the first one.
static std::shared_ptr<Traced> traceBody(nb::callable function, nb::handle arrays, nb::handle xs,
                                         const std::string &name, bool indexed) {
  std::vector<Array> examples = arraysOf(arrays, name.c_str());
  std::vector<Array> stacked = arraysOf(xs, name.c_str());
  return traceFunction(
      TraceKind::Region, name,
      [&](Trace &trace) {
        nb::list tracers;
        if (indexed)
          tracers.append(
              wrap(trace.addArgument(arrayType({}, Dtype::I64), Dtype::I64, false, std::nullopt)));
        for (const Array &array : examples)
          tracers.append(
              wrap(trace.addArgument(array.type, array.dtype, array.weak, std::nullopt)));
        for (const Array &array : stacked)
          tracers.append(wrap(trace.addArgument(array::elementOf(array.type), array.dtype,
                                                array.weak, std::nullopt)));
        return nb::object(function(*tracers));
      },
      [&](nb::object result) { return arraysOf(result, name.c_str()); });
}

namespace {
/// What the bodies of an operation close over, each array once.
class Closures {
public:
  explicit Closures(llvm::ArrayRef<const Traced *> bodies) {
    llvm::DenseMap<std::pair<const void *, const void *>, unsigned> known;
    for (const Traced *body : bodies) {
      freeAxes.insert_range(body->freeAxes);
      llvm::SmallVector<unsigned> own;
      for (const Array &array : body->captures) {
        auto [it, isNew] = known.try_emplace(identityOf(array), arrays.size());
        if (isNew)
          arrays.push_back(array);
        own.push_back(it->second);
      }
      places.push_back(std::move(own));
    }
  }

  /// Ends `block` with a call of body `number` on `arguments` and what it closes
  /// over among `shared`, the values that the operation gives for `arrays`.
  void call(Trace &target, Block &block, const Traced &body, unsigned number, ValueRange arguments,
            ValueRange shared) const {
    OpBuilder b = OpBuilder::atBlockEnd(&block);
    llvm::SmallVector<Value> operands(arguments);
    for (unsigned place : places[number])
      operands.push_back(shared[place]);
    func::FuncOp function = body.function;
    Location location = userLocation();
    FlatSymbolRefAttr callee = target.import(*body.module, function);
    auto call = func::CallOp::create(b, location, callee, function.getResultTypes(), operands);
    array::YieldOp::create(b, location, call.getResults());
  }

  /// The named axes that bodies refer to.
  llvm::ArrayRef<StringAttr> axes() const { return freeAxes.getArrayRef(); }

  std::vector<Array> arrays;

private:
  llvm::SmallVector<llvm::SmallVector<unsigned>> places;
  llvm::SmallSetVector<StringAttr, 2> freeAxes;
};
} // namespace

static llvm::SmallVector<Value> resultsOf(Operation *op) {
  return llvm::SmallVector<Value>(op->result_begin(), op->result_end());
}

static void append(std::vector<Array> &arrays, llvm::ArrayRef<Array> more) {
  arrays.insert(arrays.end(), more.begin(), more.end());
}

/// Whether the first results of a body have the types of `arrays`. Python sees to it.
static void checkCarried(const Traced &body, llvm::ArrayRef<Array> arrays, const char *name) {
  bool fits = body.resultTypes.size() >= arrays.size();
  for (size_t i = 0; fits && i < arrays.size(); ++i)
    fits = body.resultTypes[i].type == arrays[i].type;
  if (!fits)
    raise("RuntimeError", llvm::Twine(name) +
                              ": internal error: a body that does not carry what it "
                              "is given; please report this");
}

//===----------------------------------------------------------------------===//
// case
//===----------------------------------------------------------------------===//

static nb::list branch(nb::handle selectorObject, nb::handle branchObjects,
                       nb::handle operandObjects) {
  llvm::SmallVector<const Traced *> branches;
  for (nb::handle object : nb::borrow<nb::sequence>(branchObjects))
    branches.push_back(nb::cast<const Traced *>(object));
  Array selector = requireArray(selectorObject, "case");
  std::vector<Array> inputs = arraysOf(operandObjects, "case");
  func::FuncOp first = branches[0]->function;
  for (const Traced *traced : branches)
    if (func::FuncOp(traced->function).getResultTypes() != first.getResultTypes())
      raise("RuntimeError",
            "case: internal error: branches of different types; please report this");
  Closures closures(branches);
  std::vector<Array> operands = {selector};
  append(operands, inputs);
  append(operands, closures.arrays);
  return wrapAll(apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        auto op = array::CaseOp::create(target.builder, userLocation(), first.getResultTypes(),
                                        values[0], values.drop_front(), branches.size());
        for (auto [i, traced] : llvm::enumerate(branches)) {
          Block &block = op.getBranches()[i].front();
          ValueRange arguments = block.getArguments();
          closures.call(target, block, *traced, i, arguments.take_front(inputs.size()),
                        arguments.drop_front(inputs.size()));
        }
        return resultsOf(op);
      },
      weakOf(*branches[0]), {}, closures.axes()));
}

//===----------------------------------------------------------------------===//
// checkpoint
//===----------------------------------------------------------------------===//

static nb::list checkpoint(const Traced &body, nb::handle operandObjects,
                           const std::vector<std::string> &saves) {
  std::vector<Array> inputs = arraysOf(operandObjects, "checkpoint");
  Closures closures(&body);
  std::vector<Array> operands = inputs;
  append(operands, closures.arrays);
  llvm::SmallVector<llvm::StringRef> names(saves.begin(), saves.end());
  ArrayAttr attribute = Builder(context()).getStrArrayAttr(names);
  return wrapAll(apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        func::FuncOp function = body.function;
        auto op =
            array::CheckpointOp::create(target.builder, userLocation(), function.getResultTypes(),
                                        values, attribute, /*again=*/false);
        ValueRange arguments = op.getBodyBlock().getArguments();
        closures.call(target, op.getBodyBlock(), body, 0, arguments.take_front(inputs.size()),
                      arguments.drop_front(inputs.size()));
        return resultsOf(op);
      },
      weakOf(body), {}, closures.axes()));
}

/// Says what reverse mode of `loop` keeps: a number of snapshots, or a loop in levels.
template <typename Loop> static void setKeeping(Loop loop, bool inSnapshots, int64_t number) {
  if (inSnapshots)
    loop.setSnapshots(number);
  else if (number > 1)
    loop.setLevels(number);
}

//===----------------------------------------------------------------------===//
// while
//===----------------------------------------------------------------------===//

static nb::list whileLoop(const Traced &condition, const Traced &body, nb::handle initObjects,
                          int64_t number, bool inSnapshots) {
  std::vector<Array> inits = arraysOf(initObjects, "while");
  checkCarried(body, inits, "while");
  const Traced *bodies[] = {&condition, &body};
  Closures closures(bodies);
  std::vector<Array> operands = closures.arrays;
  append(operands, inits);
  return wrapAll(apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        size_t shared = closures.arrays.size();
        auto op = array::WhileOp::create(target.builder, userLocation(), TypeRange(),
                                         values.take_front(shared), values.drop_front(shared),
                                         /*counted=*/false);
        setKeeping(op, inSnapshots, number);
        for (auto [i, traced] : llvm::enumerate(bodies)) {
          Block &block = op->getRegion(i).front();
          ValueRange arguments = block.getArguments();
          closures.call(target, block, *traced, i, arguments.take_front(inits.size()),
                        arguments.drop_front(inits.size()));
        }
        return resultsOf(op);
      },
      weakOf(body), {}, closures.axes()));
}

//===----------------------------------------------------------------------===//
// scan
//===----------------------------------------------------------------------===//

/// The number of iterations from `lower` up to `upper`, perhaps negative.
static Value countBetween(OpBuilder &builder, Value lower, Value upper) {
  lower = convertAndBroadcast(builder, lower, Dtype::I64, {});
  upper = convertAndBroadcast(builder, upper, Dtype::I64, {});
  OperationName name(array::SubOp::getOperationName(), context());
  return buildOp(builder, name, {upper, lower}, DictionaryAttr::get(context()), "fori_loop")[0];
}

/// `bounds` is a length, or a pair of arrays: the first index, and the one that is
/// beyond the last.
static nb::list scan(const Traced &body, nb::handle initObjects, nb::handle xObjects,
                     nb::handle bounds, bool reverse, int64_t number, bool inSnapshots) {
  std::vector<Array> inits = arraysOf(initObjects, "scan"), xs = arraysOf(xObjects, "scan");
  checkCarried(body, inits, "scan");
  Closures closures(&body);
  std::vector<Array> operands = closures.arrays;
  append(operands, inits);
  append(operands, xs);
  IntegerAttr length;
  if (PyLong_Check(bounds.ptr()))
    length = Builder(context()).getI64IntegerAttr(nb::cast<int64_t>(bounds));
  else
    append(operands, arraysOf(bounds, "scan"));
  return wrapAll(apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        size_t shared = closures.arrays.size();
        func::FuncOp function = body.function;
        Value count;
        if (!length)
          count = countBetween(target.builder, values[values.size() - 2], values.back());
        auto op = array::ScanOp::create(
            target.builder, userLocation(), function.getResultTypes().drop_front(inits.size()),
            count, values.take_front(shared), values.slice(shared, inits.size()),
            values.slice(shared + inits.size(), xs.size()), length, reverse);
        setKeeping(op, inSnapshots, number);
        // The body is given the index, the carried values and the elements.
        llvm::SmallVector<Value> arguments = {op.getIndex()};
        arguments.append(op.getBodyCarried().begin(), op.getBodyCarried().end());
        arguments.append(op.getBodyElements().begin(), op.getBodyElements().end());
        llvm::SmallVector<Value> consts(op.getBodyConsts().begin(), op.getBodyConsts().end());
        closures.call(target, op.getBodyBlock(), body, 0, arguments, consts);
        return resultsOf(op);
      },
      weakOf(body), {}, closures.axes()));
}

//===----------------------------------------------------------------------===//
// Python
//===----------------------------------------------------------------------===//

void python::bindControlFlow(nb::module_ &m) {
  m.def(
      "trace_body", &traceBody, nb::arg("function"), nb::arg("args"), nb::arg("xs"),
      nb::arg("name"), nb::arg("indexed"),
      "Runs the body of a loop or branch on tracers with the types of args and of elements of xs.");
  m.def("case", &branch, nb::arg("selector"), nb::arg("branches"), nb::arg("operands"),
        "The results of the branch, a traced body, that the selector names.");
  m.def("checkpoint", &checkpoint, nb::arg("body"), nb::arg("operands"), nb::arg("saves"),
        "The results of a traced body, of which derivatives keep what saves names.");
  m.def(
      "while_loop", &whileLoop, nb::arg("condition"), nb::arg("body"), nb::arg("inits"),
      nb::arg("number") = 1, nb::arg("in_snapshots") = false,
      "The carried arrays when the condition holds of them no more. Reverse mode divides the loop "
      "in so many levels, or keeps so many snapshots.");
  m.def("scan", &scan, nb::arg("body"), nb::arg("inits"), nb::arg("xs"), nb::arg("bounds"),
        nb::arg("reverse") = false, nb::arg("number") = 1, nb::arg("in_snapshots") = false,
        "The carried arrays at the end, and what iterations gave besides, stacked. The bounds are "
        "the number of iterations, or a pair of arrays; the number is as for while_loop.");
}
