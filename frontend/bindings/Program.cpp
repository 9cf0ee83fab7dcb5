//===- Program.cpp - compiled programs and their cache -------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Program.h"
#include "dialects/array/Array.h"
#include "frontend/bindings/CustomCalls.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Session.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassManager.h"
#include "passes/ExpandTransforms.h"
#include "passes/Pipelines.h"
#include "passes/lowering/Compile.h"
#include "runtime/cpu/Jit.h"
#include "runtime/cpu/Memory.h"
#include "runtime/cpu/Numbers.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <chrono>
#include <deque>
#include <map>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

Statistics &python::statistics() {
  static Statistics all;
  return all;
}

static double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

//===----------------------------------------------------------------------===//
// Content hash
//===----------------------------------------------------------------------===//

namespace {
/// Writes what functions compute as a sequence of words: values are numbered,
/// called functions are written in place of their names. Types and attributes
/// are uniqued in the one context, so their addresses stand for them.
class ContentWriter {
public:
  explicit ContentWriter(ModuleOp module) : module(module) {}

  void write(func::FuncOp function) {
    unique(function.getFunctionType());
    for (unsigned i = 0; i < function.getNumArguments(); ++i)
      unique(function.getArgAttrDict(i));
    write(function.getBody());
  }

  llvm::ArrayRef<uint8_t> bytes() const {
    return {reinterpret_cast<const uint8_t *>(words.data()), words.size() * sizeof(uint64_t)};
  }

private:
  void word(uint64_t value) { words.push_back(value); }
  template <typename T> void unique(T uniqued) {
    word(reinterpret_cast<uint64_t>(uniqued.getAsOpaquePointer()));
  }

  void write(Region &region) {
    for (Block &block : region) {
      word(block.getNumArguments());
      for (BlockArgument argument : block.getArguments()) {
        unique(argument.getType());
        numbers[argument] = numbers.size();
      }
      for (Operation &op : block)
        write(&op);
    }
  }

  void write(Operation *op) {
    unique(op->getName());
    FlatSymbolRefAttr callee;
    if (auto call = llvm::dyn_cast<func::CallOp>(op)) {
      callee = call.getCalleeAttr();
    } else if ((callee = op->getAttrOfType<FlatSymbolRefAttr>("callee"))) {
      for (NamedAttribute attribute : op->getAttrs())
        if (attribute.getName() != "callee")
          unique(attribute.getValue());
    } else {
      unique(op->getRawDictionaryAttrs());
    }
    word(op->getNumOperands());
    for (Value operand : op->getOperands())
      word(numbers.lookup(operand));
    for (Value result : op->getResults()) {
      unique(result.getType());
      unsigned number = numbers.size();
      numbers[result] = number;
    }
    for (Region &region : op->getRegions())
      write(region);
    if (callee)
      write(callee);
  }

  /// A function that is called again is written as its number.
  void write(FlatSymbolRefAttr callee) {
    auto [it, inserted] = functions.try_emplace(callee, functions.size());
    word(it->second);
    if (!inserted)
      return;
    llvm::DenseMap<Value, unsigned> outer;
    std::swap(outer, numbers);
    write(module.lookupSymbol<func::FuncOp>(callee.getValue()));
    std::swap(outer, numbers);
  }

  ModuleOp module;
  std::vector<uint64_t> words;
  llvm::DenseMap<Value, unsigned> numbers;
  llvm::DenseMap<Attribute, unsigned> functions;
};
} // namespace

std::array<uint64_t, 2> python::contentHash(ModuleOp module) {
  return contentHash(module, module.lookupSymbol<func::FuncOp>("main"));
}

std::array<uint64_t, 2> python::contentHash(ModuleOp module, func::FuncOp entry) {
  ContentWriter writer(module);
  writer.write(entry);
  llvm::XXH128_hash_t hash = llvm::xxh3_128bits(writer.bytes());
  return {hash.low64, hash.high64};
}

//===----------------------------------------------------------------------===//
// Compilation
//===----------------------------------------------------------------------===//

static std::string printed(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  OpPrintingFlags flags;
  module->print(stream, flags.enableDebugInfo(false));
  return text;
}

/// The folder of its own under `folder`, which COVECTOR_DUMP names, that the stages of
/// the next compilation are written to.
static std::string dumpFolder(const char *folder, llvm::StringRef name) {
  static int number = 0;
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, llvm::formatv("{0,0+4}-{1}", number++, name).str());
  if (llvm::sys::fs::create_directories(path)) {
    raise("OSError",
          "COVECTOR_DUMP: cannot create the folder " + path + "; name one that can be written to");
  }
  return path.str().str();
}

static void dump(llvm::StringRef folder, llvm::StringRef file, const std::string &text) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, file);
  std::error_code error;
  llvm::raw_fd_ostream stream(path, error);
  if (!error)
    stream << text;
}

Executable::~Executable() {
  if (entry)
    runtime::Jit::get().unload(entry);
}

static std::shared_ptr<Executable> compile(ModuleOp module, Stages *stages, int64_t checkNumbers) {
  double start = now();
  auto made = std::make_shared<Executable>();
  Executable &executable = *made;
  collectCallbacks(module, executable.callbacks);
  auto main = module.lookupSymbol<func::FuncOp>("main");
  for (Type type : main.getResultTypes()) {
    executable.outputTypes.push_back(llvm::cast<RankedTensorType>(type));
    executable.outputDtypes.push_back(*dtypeOf(executable.outputTypes.back().getElementType()));
  }
  RuleScope rules;
  DiagnosticCollector diagnostics;
  CompileOptions options;
  options.checkNumbers = checkNumbers;
  FailureOr<CompiledModule> compiled = compileForCpu(module, options, stages);
  if (failed(compiled)) {
    rules.raiseError();
    raiseProblem("compilation failed", diagnostics.text());
  }
  executable.callbacks.insert(executable.callbacks.end(), rules.callbacks.begin(),
                              rules.callbacks.end());
  executable.info = std::move(compiled->info);
  llvm::Expected<KernelEntry> entry =
      runtime::Jit::get().load(std::move(compiled->module), std::move(compiled->context),
                               compiled->entry, stages ? &stages->assembly : nullptr);
  if (!entry)
    raise("RuntimeError", "code generation failed: " + llvm::toString(entry.takeError()));
  executable.entry = *entry;
  statistics().compileSeconds += now() - start;
  ++statistics().compilations;
  if (PyObject *log = Session::get().compileLog)
    nb::borrow(log)(nb::str(module.getName().value_or("main").str().c_str()), now() - start);
  return made;
}

/// How many programs that call Python functions are kept when nobody uses them.
static constexpr size_t maxKept = 64;

std::shared_ptr<const Executable> python::executableOf(OwningOpRef<ModuleOp> module,
                                                       int64_t checkNumbers) {
  using Hash = std::array<uint64_t, 3>;
  static auto *cache = new std::map<Hash, std::shared_ptr<const Executable>>();
  static auto *kept = new std::deque<std::pair<Hash, std::shared_ptr<const Executable>>>();
  auto [low, high] = contentHash(*module);
  Hash hash = {low, high, uint64_t(checkNumbers)};
  if (auto known = cache->find(hash); known != cache->end())
    return known->second;
  for (auto &[other, executable] : *kept)
    if (other == hash)
      return executable;
  std::shared_ptr<const Executable> entry;
  {
    const char *folder = std::getenv("COVECTOR_DUMP");
    if (folder && *folder) {
      std::string place = dumpFolder(folder, module->getName().value_or("main"));
      dump(place, "1-array.mlir", printed(*module)); // before anything can fail
      Stages stages;
      stages.keep = true;
      entry = compile(*module, &stages, checkNumbers);
      dump(place, "2-transformed.mlir", stages.transformed);
      dump(place, "3-linalg.mlir", stages.linalg);
      dump(place, "4-llvm.ll", stages.llvm);
      dump(place, "5-asm.s", stages.assembly);
    } else {
      entry = compile(*module, nullptr, checkNumbers);
    }
  }
  if (entry->callbacks.empty()) {
    (*cache)[hash] = entry;
  } else {
    kept->push_back({hash, entry});
    if (kept->size() > maxKept) {
      // Freeing it may free Python objects, which may come here again.
      std::shared_ptr<const Executable> oldest = std::move(kept->front().second);
      kept->pop_front();
    }
  }
  return entry;
}

std::string python::stageText(ModuleOp module, llvm::StringRef stage) {
  if (stage == "array")
    return printed(module);
  OwningOpRef<ModuleOp> copy = module.clone();
  if (stage == "stablehlo") {
    RuleScope rules;
    DiagnosticCollector diagnostics;
    PassManager passes(copy->getContext(), ModuleOp::getOperationName());
    buildStablehloPipeline(passes);
    if (failed(passes.run(*copy))) {
      rules.raiseError();
      raise("NotImplementedError", "as_text: " + diagnostics.text());
    }
    return printed(*copy);
  }
  Stages stages;
  stages.keep = true;
  compile(*copy, &stages, Session::get().checkNumbers);
  if (stage == "transformed")
    return stages.transformed;
  if (stage == "linalg")
    return stages.linalg;
  if (stage == "llvm")
    return stages.llvm;
  if (stage == "asm")
    return stages.assembly;
  raise("ValueError", "as_text: expected stage to be one of 'array', 'transformed', 'linalg', "
                      "'llvm', 'asm', 'stablehlo', got '" +
                          stage + "'");
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

std::vector<Array> Executable::run(llvm::ArrayRef<const Array *> inputs, bool releaseGil,
                                   bool *alarm) const {
  unsigned numOutputs = outputTypes.size();
  llvm::SmallVector<void *, 16> buffers;
  buffers.reserve(inputs.size() + numOutputs + 1);
  for (const Array *input : inputs)
    buffers.push_back(input->buffer.data());
  std::vector<Array> outputs(numOutputs);
  for (unsigned i = 0; i < numOutputs; ++i) {
    Array &output = outputs[i];
    output.type = outputTypes[i];
    output.dtype = outputDtypes[i];
    int source = info.outputForwards[i] >= 0 ? info.outputForwards[i] : info.outputDonors[i];
    output.buffer = source >= 0 ? inputs[source]->buffer
                                : runtime::Buffer::allocate(std::max<int64_t>(output.bytes(), 1));
    if (!output.buffer)
      raise("MemoryError", "no memory left for a result of " + describe(output) + ", " +
                               llvm::Twine(output.bytes()) +
                               " bytes; delete arrays that are not needed, or compute parts of it");
    buffers.push_back(output.buffer.data());
  }
  // One workspace a thread; a Python function that the program calls may run
  // another one meanwhile.
  static thread_local runtime::Buffer idle;
  runtime::Buffer workspace = info.workspaceBytes > 0 ? std::move(idle) : runtime::Buffer();
  if (info.workspaceBytes > 0 && (!workspace || workspace.size() < size_t(info.workspaceBytes))) {
    workspace = {};
    workspace = runtime::Buffer::allocate(info.workspaceBytes);
    if (!workspace)
      raise("MemoryError",
            "no memory left for " + llvm::Twine(info.workspaceBytes) +
                " bytes of temporaries; delete arrays that are not needed, or compute in parts");
  }
  buffers.push_back(info.workspaceBytes > 0 ? workspace.data() : nullptr);
  ++statistics().runs;
  runtime::MissingMemory missing;
  bool done;
  auto work = [&] { entry(buffers.data()); };
  uint64_t alarms = runtime::numAlarms();
  if (releaseGil) {
    nb::gil_scoped_release release;
    done = runtime::attempt(work, missing);
  } else {
    done = runtime::attempt(work, missing);
  }
  if (alarm)
    *alarm = runtime::numAlarms() != alarms;
  if (info.workspaceBytes > 0)
    idle = std::move(workspace);
  if (!callbacks.empty())
    raisePending();
  if (!done)
    raise("MemoryError", missing.message());
  return outputs;
}

void python::bindProgram(nb::module_ &m) {
  m.def(
      "statistics",
      [] {
        const Statistics &s = statistics();
        nb::dict result;
        result["trace_seconds"] = s.traceSeconds;
        result["compile_seconds"] = s.compileSeconds;
        result["traces"] = s.traces;
        result["compilations"] = s.compilations;
        result["runs"] = s.runs;
        result["sparsity_analyses"] = s.sparsityAnalyses;
        return result;
      },
      "Seconds and counts of tracing, compiling and running since the start of the process.");
}
