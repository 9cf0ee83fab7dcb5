//===- NumberOrigin.cpp - from a NaN in a result to where it was made -----===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Calls.h"
#include "dialects/array/ControlFlow.h"
#include "passes/autodiff/Marks.h"
#include "passes/numbers/CheckNumbers.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;
using namespace covector;

/// The note that an iteration of `loop` begins; null if it is no loop.
static array::CheckNumbersOp iterationNote(Operation *loop) {
  if (!isa<array::ScanOp, array::WhileOp>(loop))
    return nullptr;
  for (auto note : loop->getRegion(0).front().getOps<array::CheckNumbersOp>())
    if (note.getKind() == "iteration")
      return note;
  return nullptr;
}

std::optional<std::pair<std::string, unsigned>> covector::fileAndLine(Location location) {
  std::optional<std::pair<std::string, unsigned>> found;
  location->walk([&](Location inner) {
    auto line = dyn_cast<FileLineColLoc>(inner);
    if (!line)
      return WalkResult::advance();
    found.emplace(line.getFilename().str(), line.getLine());
    return WalkResult::interrupt();
  });
  return found;
}

std::optional<NumberOrigin> covector::findOrigin(func::FuncOp f, ArrayRef<NumberEvent> events,
                                                 const std::vector<bool> &held) {
  auto results = f->getAttrOfType<DenseI64ArrayAttr>("array.result_ids");
  if (!results)
    return std::nullopt;
  // What may have put it into the value of an id, and what has made that.
  llvm::DenseMap<int64_t, SmallVector<array::CheckNumbersOp, 1>> notes;
  f.walk([&](array::CheckNumbersOp note) {
    if (note.getKind() != "loop" && note.getKind() != "iteration")
      for (int64_t id : note.getIds())
        notes[id].push_back(note);
  });
  llvm::DenseSet<int64_t> reached;
  SmallVector<int64_t> work;
  auto reach = [&](int64_t id) {
    if (id >= 0 && id < int64_t(held.size()) && held[id] && reached.insert(id).second)
      work.push_back(id);
  };
  for (int64_t id : results.asArrayRef())
    reach(id);
  while (!work.empty())
    for (array::CheckNumbersOp note : notes.lookup(work.pop_back_val()))
      for (int64_t source : note.getSources())
        reach(source);

  const NumberEvent *event =
      llvm::find_if(events, [&](const NumberEvent &event) { return reached.contains(event.id); });
  if (event == events.end())
    return std::nullopt;
  for (array::CheckNumbersOp note : notes.lookup(event->id)) {
    if (note.getKind() == "moved")
      continue;
    NumberOrigin origin{note.getLabel().str(), note.getKind() == "argument", event->isNan,
                        note.getLoc()};
    if (std::optional<StringRef> of = derivativeMark(note.getLoc())) {
      origin.inDerivative = true;
      origin.derivativeOf = of->str();
    }
    origin.anyDerivative =
        f.walk([](Operation *op) {
           return derivativeMark(op->getLoc()) ? WalkResult::interrupt() : WalkResult::advance();
         }).wasInterrupted();
    for (Operation *parent = note->getParentOp(); parent != f; parent = parent->getParentOp())
      if (array::CheckNumbersOp iteration = iterationNote(parent))
        origin.loops.emplace_back(parent->getLoc(), event->iterations[iteration.getIds()[0]]);
    return origin;
  }
  return std::nullopt;
}
