//===- Codegen.cpp - the optimiser and code generator for this machine ----===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compiler emits vector code itself, with accesses hoisted and constants
// folded, so that LLVM has little to clean up: LLVM's loop vectoriser and its
// full pipelines would take several times as long as all else together.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Codegen.h"
#include "runtime/cpu/Libraries.h"
#include "runtime/cpu/MathBodies.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/CodeGen/CommandFlags.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include <mutex>
#include <optional>

using namespace llvm;

namespace covector::runtime {

/// Code that is compiled quickly: remove what was computed twice.
static constexpr const char *straightPipeline = "function(sroa,early-cse)";

/// Other code.
static constexpr const char *loopPipeline =
    "function(sroa,early-cse,simplifycfg,instcombine<no-verify-fixpoint>,"
    "loop-mssa(licm),early-cse)";

/// Loops of the program's own: what one iteration stores and the next one loads stays
/// in a register.
static constexpr const char *iterationPipeline =
    "function(sroa,early-cse,simplifycfg,instcombine<no-verify-fixpoint>,"
    "loop-mssa(licm),early-cse,loop(loop-rotate),loop-load-elim)";

/// A pass manager with the analyses that it uses.
namespace {
struct Pipeline {
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager components;
  ModuleAnalysisManager modules;
  PassBuilder builder;
  ModulePassManager passes;

  Pipeline(TargetMachine &machine, StringRef text) : builder(&machine) {
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(components);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, components, modules);
    cantFail(builder.parsePassPipeline(passes, text));
  }

  void run(Module &module) {
    passes.run(module, modules);
    // Results are keyed by addresses, which the next module may have as well.
    modules.clear();
    components.clear();
    functions.clear();
    loops.clear();
  }
};
} // namespace

struct Codegen::Impl {
  std::unique_ptr<TargetMachine> machine;
  std::optional<Pipeline> straight, loops, iterations;

  /// Sets how much work is put into code.
  void configure(bool quick);
  bool quick = false; // as chosen for the module at hand
};

Codegen::Codegen() : impl(new Impl()) {}
Codegen::~Codegen() = default;

StringRef Codegen::hostCpu() { return sys::getHostCPUName(); }

std::unique_ptr<Codegen> Codegen::create(std::string &error) {
  static std::once_flag once;
  std::call_once(once, [] {
    InitializeNativeTarget();
    InitializeNativeTargetAsmPrinter();
    // Addresses are made for the loops already: reducing their strength again
    // takes a sixth of the time of the code generator, and gains nothing.
    auto &options = cl::getRegisteredOptions();
    if (auto option = options.find("disable-lsr"); option != options.end())
      option->second->addOccurrence(0, "disable-lsr", "true");
  });
  Triple triple(sys::getProcessTriple());
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return nullptr;
  SubtargetFeatures features;
  for (const auto &feature : sys::getHostCPUFeatures())
    features.AddFeature(feature.getKey(), feature.getValue());
  TargetOptions options;
  std::unique_ptr<Codegen> codegen(new Codegen());
  codegen->impl->machine.reset(target->createTargetMachine(
      triple, sys::getHostCPUName(), features.getString(), options, Reloc::PIC_,
      // JITLink reaches distant functions through stubs.
      CodeModel::Small, CodeGenOptLevel::Default, /*JIT=*/true));
  if (!codegen->impl->machine) {
    error = "no target machine for " + triple.str();
    return nullptr;
  }
  return codegen;
}

/// Whether the program has loops of its own, besides those over elements.
static bool hasIterations(const Module &module) {
  return llvm::any_of(module, [](const Function &function) {
    return function.hasFnAttribute("covector-iterates");
  });
}

static bool hasLoops(const Module &module) {
  for (const Function &function : module)
    if (function.size() > 1)
      return true;
  return false;
}

/// Whether work spent on better code would be lost. Straight code runs once a
/// call: what is saved then is less than what it costs to compile. The values of
/// a long block do not fit into registers anyway.
static bool isCheapCodeBest(const Module &module, bool loops) {
  constexpr size_t longBlock = 800, longIteration = 8192;
  if (!loops)
    return true;
  size_t limit = hasIterations(module) ? longIteration : longBlock;
  for (const Function &function : module)
    for (const BasicBlock &block : function)
      if (block.size() > limit)
        return true;
  return false;
}

/// Vectors of 64 bytes that live across calls, as of SLEEF's functions, are saved on the
/// stack. It is not aligned for them unless this asks for it before registers are
/// allocated, and what crosses a line of the cache costs as much as the call.
static void alignStacks(Module &module) {
  constexpr unsigned lineBytes = 64;
  for (Function &function : module)
    for (const Instruction &instruction : instructions(function))
      if (auto *call = dyn_cast<CallInst>(&instruction))
        if (auto *type = dyn_cast<FixedVectorType>(call->getType());
            type && !isa<IntrinsicInst>(call) && type->getPrimitiveSizeInBits() >= 8 * lineBytes) {
          function.addFnAttr(
              Attribute::getWithStackAlignment(module.getContext(), Align(lineBytes)));
          break;
        }
}

void Codegen::Impl::configure(bool quick) {
  machine->setOptLevel(quick ? CodeGenOptLevel::None : CodeGenOptLevel::Default);
  machine->setFastISel(quick);
}

void Codegen::optimise(Module &module) {
  module.setTargetTriple(impl->machine->getTargetTriple());
  module.setDataLayout(impl->machine->createDataLayout());
  // The branches of mathematical functions are no loops.
  bool loops = hasLoops(module);
  defineMathFunctions(module);
  if (!haveSleef())
    defineSleefFunctions(module);
  alignStacks(module);
  impl->quick = isCheapCodeBest(module, loops);
  auto run = [&](std::optional<Pipeline> &pipeline, const char *passes) {
    if (!pipeline)
      pipeline.emplace(*impl->machine, passes);
    pipeline->run(module);
  };
  if (impl->quick)
    run(impl->straight, straightPipeline);
  else if (hasIterations(module))
    run(impl->iterations, iterationPipeline);
  else
    run(impl->loops, loopPipeline);
}

bool Codegen::emit(Module &module, SmallVectorImpl<char> &object) {
  impl->configure(impl->quick);
  raw_svector_ostream stream(object);
  legacy::PassManager passes;
  MCContext *context = nullptr;
  if (impl->machine->addPassesToEmitMC(passes, context, stream, /*DisableVerify=*/true))
    return false;
  passes.run(module);
  return true;
}

std::string Codegen::assembly(const Module &module) {
  std::unique_ptr<Module> copy = CloneModule(module);
  impl->configure(impl->quick);
  SmallString<0> text;
  raw_svector_ostream stream(text);
  legacy::PassManager passes;
  if (impl->machine->addPassesToEmitFile(passes, stream, nullptr, CodeGenFileType::AssemblyFile))
    return "; the target writes no assembler\n";
  passes.run(*copy);
  return text.str().str();
}

} // namespace covector::runtime
