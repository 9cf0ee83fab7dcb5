//===- HigherOrders.cpp - derivatives of derivatives of derivatives --------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Orders along one number]
// `grad(grad(grad(f)))` of a function of one number asks for a derivative of the code of
// a derivative, and so on: each order has some three times the code of the one below. All
// of it differentiates along the same number, so that the derivative is one of a curve,
// which Taylor mode (Jet.cpp) makes with code that grows with a power of the order:
//
//     f'''(x) c0 c1 c2    where   g2(x, c2) = vjp f(x) of c2 = f'(x) c2
//                                 g1(x, c1) = vjp g2(x, c2) of c1, ...
//
// Reverse and forward mode are the same here, up to the factors: there is one way from one
// number to one other. Functions with control flow or rules of their own stay as they are,
// for Taylor mode knows no better than nested forward mode there.
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/HigherOrders.h"
#include "dialects/array/Array.h"
#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "passes/autodiff/Marks.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;

/// The derivative of the first order is a plain one.
constexpr size_t kLeastOrder = 2;

namespace {

/// A request for the derivative of one number by one number.
struct NumberRequest {
  func::FuncOp callee;
  ValueRange primals;
  int64_t argnum;
  Value seed; // the tangent or the cotangent
};

class OrderCounter {
public:
  explicit OrderCounter(SymbolTable &symbols) : symbols(symbols) {}

  /// Replaces `op` if it asks for a derivative of high order along one number.
  bool rewrite(Operation *op);

private:
  std::optional<NumberRequest> requestOf(Operation *op);
  Operation *innerRequest(func::FuncOp f, int64_t argnum);
  bool isStraight(func::FuncOp f);

  SymbolTable &symbols;
  llvm::DenseMap<Operation *, bool> straight;
};

} // namespace

static bool isNumber(Type type) {
  auto array = dyn_cast<RankedTensorType>(type);
  return array && array.getRank() == 0 && isa<FloatType>(array.getElementType());
}

std::optional<NumberRequest> OrderCounter::requestOf(Operation *op) {
  NumberRequest request;
  FlatSymbolRefAttr callee;
  bool isSingle = llvm::TypeSwitch<Operation *, bool>(op)
                      .Case<array::JvpOp>([&](auto jvp) {
                        callee = jvp.getCalleeAttr();
                        request.primals = jvp.getPrimals();
                        if (jvp.getArgnums().size() != 1)
                          return false;
                        request.argnum = jvp.getArgnums().front();
                        request.seed = jvp.getTangents().front();
                        return true;
                      })
                      .Case<array::VjpOp>([&](auto vjp) {
                        callee = vjp.getCalleeAttr();
                        request.primals = vjp.getPrimals();
                        if (vjp.getArgnums().size() != 1 || vjp.getResnums().size() != 1)
                          return false;
                        request.argnum = vjp.getArgnums().front();
                        request.seed = vjp.getCotangents().front();
                        return true;
                      })
                      .Default([](Operation *) { return false; });
  if (!isSingle)
    return std::nullopt;
  request.callee = symbols.lookup<func::FuncOp>(callee.getAttr());
  // A request that its verifier refuses is left to it.
  if (!request.callee || request.callee.isDeclaration() ||
      !llvm::hasSingleElement(request.callee.getBody()) || request.callee.getNumResults() != 1 ||
      request.argnum < 0 || request.argnum >= int64_t(request.primals.size()))
    return std::nullopt;
  Type type = request.primals[request.argnum].getType();
  if (!isNumber(type) || request.callee.getResultTypes().front() != type)
    return std::nullopt;
  return request;
}

/// The request for a derivative along argument `argnum` that is all that `f` does; null if
/// there is more.
Operation *OrderCounter::innerRequest(func::FuncOp f, int64_t argnum) {
  Block &block = f.getBody().front();
  Value along = block.getArgument(argnum), result = block.getTerminator()->getOperand(0);
  Operation *op = result.getDefiningOp();
  if (!op)
    return nullptr;
  std::optional<NumberRequest> request = requestOf(op);
  if (!request || cast<OpResult>(result).getResultNumber() != 1 ||
      request->primals[request->argnum] != along || request->seed == along)
    return nullptr;
  for (auto [i, primal] : llvm::enumerate(request->primals))
    if (primal == along && int64_t(i) != request->argnum)
      return nullptr;
  for (Operation &other : block.without_terminator())
    if (&other != op && !isa<array::ConstantOp>(other))
      return nullptr;
  return op;
}

/// Whether all that `f` computes is operations in a row, with rules of the dialect.
bool OrderCounter::isStraight(func::FuncOp f) {
  auto [it, isNew] = straight.try_emplace(f, false); // no function that calls itself is
  if (!isNew)
    return it->second;
  bool result = llvm::all_of(f.getBody().front(), [&](Operation &op) {
    if (op.getNumRegions() > 0)
      return false;
    if (op.hasTrait<OpTrait::IsTerminator>())
      return true;
    if (isa<SymbolUserOpInterface>(op)) {
      if (!isa<func::CallOp, array::JvpOp, array::VjpOp, array::JetOp, array::VmapOp>(op))
        return false;
      auto name = op.getAttrOfType<FlatSymbolRefAttr>("callee");
      auto callee = symbols.lookup<func::FuncOp>(name.getAttr());
      return callee && !callee.isDeclaration() && llvm::hasSingleElement(callee.getBody()) &&
             isStraight(callee);
    }
    return isMemoryEffectFree(&op);
  });
  return straight[f] = result;
}

bool OrderCounter::rewrite(Operation *op) {
  std::optional<NumberRequest> request = requestOf(op);
  if (!request)
    return false;

  // From the outermost derivative to the innermost, all values are said in those of `op`.
  OpBuilder builder(op);
  Location loc = op->getLoc();
  SmallVector<Value> primals(request->primals), factors = {request->seed};
  func::FuncOp f = request->callee;
  int64_t argnum = request->argnum;
  SmallVector<Operation *> constants;
  while (Operation *inner = innerRequest(f, argnum)) {
    auto outside = [&](Value value) -> Value {
      if (auto argument = dyn_cast<BlockArgument>(value))
        return primals[argument.getArgNumber()];
      constants.push_back(builder.clone(*value.getDefiningOp()));
      return constants.back()->getResult(0);
    };
    request = requestOf(inner);
    factors.push_back(outside(request->seed));
    primals = llvm::map_to_vector(request->primals, outside);
    f = request->callee;
    argnum = request->argnum;
  }
  int64_t order = factors.size();
  if (factors.size() < kLeastOrder || !isStraight(f)) {
    for (Operation *made : constants)
      made->erase();
    return false;
  }

  Type type = primals[argnum].getType();
  primals.push_back(array::full(builder, loc, type, 1.0));
  SmallVector<Type> types(order + 1, type);
  auto jet = array::JetOp::create(builder, loc, types, f.getSymName(), primals,
                                  ArrayRef<int64_t>{argnum}, order, /*line=*/true);
  auto scaled = [&](Value derivative, ArrayRef<Value> factors) {
    for (Value factor : llvm::reverse(factors)) {
      derivative = array::MulOp::create(builder, loc, derivative, factor);
      markDerivative(derivative.getDefiningOp(), nullptr);
    }
    return derivative;
  };
  if (!op->getResult(0).use_empty())
    op->getResult(0).replaceAllUsesWith(
        scaled(jet.getResult(order - 1), ArrayRef(factors).drop_front()));
  if (!op->getResult(1).use_empty())
    op->getResult(1).replaceAllUsesWith(scaled(jet.getResult(order), factors));
  op->erase();
  return true;
}

bool covector::useTaylorModeForHighOrders(ModuleOp module) {
  SmallVector<Operation *> requests;
  for (auto f : module.getOps<func::FuncOp>())
    f.walk([&](Operation *op) {
      if (isa<array::JvpOp, array::VjpOp>(op))
        requests.push_back(op);
    });
  if (requests.size() < kLeastOrder)
    return false;
  SymbolTable symbols(module);
  OrderCounter counter(symbols);
  bool changed = false;
  for (Operation *op : requests)
    changed |= counter.rewrite(op);
  return changed;
}
