//===- Jit.cpp - LLVM IR to callable code ---------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Optimiser and code generator are used directly and the object file goes to
// ORC's linking layer: LLJIT's materialisation on lookup would hold the
// session's lock while code is generated, and several threads may compile.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Jit.h"
#include "runtime/cpu/Codegen.h"
#include "runtime/cpu/Libraries.h"
#include "llvm/ExecutionEngine/JITLink/JITLinkMemoryManager.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/Core.h"
#include "llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h"
#include "llvm/ExecutionEngine/Orc/SelfExecutorProcessControl.h"
#include "llvm/ExecutionEngine/Orc/SymbolStringPool.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include <atomic>
#include <ctime>
#include <mutex>

using namespace llvm;

namespace covector::runtime {

namespace {

/// Defines the functions that generated code may call, when they are asked for.
class RuntimeSymbols : public orc::DefinitionGenerator {
public:
  Error tryToGenerate(orc::LookupState &, orc::LookupKind, orc::JITDylib &library,
                      orc::JITDylibLookupFlags, const orc::SymbolLookupSet &symbols) override {
    orc::SymbolMap found;
    for (const auto &[name, flags] : symbols)
      if (void *address = findRuntimeSymbol((*name).str().c_str()))
        found[name] = {orc::ExecutorAddr::fromPtr(address),
                       JITSymbolFlags::Exported | JITSymbolFlags::Callable};
    return found.empty() ? Error::success() : library.define(orc::absoluteSymbols(found));
  }
};

/// Thread CPU time in milliseconds.
double now() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

} // namespace

struct Jit::Impl {
  std::unique_ptr<orc::ExecutionSession> session;
  std::unique_ptr<orc::ObjectLinkingLayer> layer;
  orc::JITDylib *library = nullptr;
  std::string error; // why there is no session

  std::mutex mutex; // guards what follows
  DenseMap<void *, orc::ResourceTrackerSP> trackers;
  std::vector<std::unique_ptr<Codegen>> idle;

  std::unique_ptr<Codegen> borrow(std::string &error) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      if (!idle.empty()) {
        std::unique_ptr<Codegen> codegen = std::move(idle.back());
        idle.pop_back();
        return codegen;
      }
    }
    return Codegen::create(error);
  }

  void giveBack(std::unique_ptr<Codegen> codegen) {
    std::lock_guard<std::mutex> lock(mutex);
    idle.push_back(std::move(codegen));
  }
};

Jit::Jit() : impl(new Impl()) {
  Expected<std::unique_ptr<orc::SelfExecutorProcessControl>> control =
      orc::SelfExecutorProcessControl::Create();
  if (!control) {
    impl->error = toString(control.takeError());
    return;
  }
  impl->session = std::make_unique<orc::ExecutionSession>(std::move(*control));
  impl->layer = std::make_unique<orc::ObjectLinkingLayer>(*impl->session);
  impl->library = &impl->session->createBareJITDylib("kernels");
  impl->library->addGenerator(std::make_unique<RuntimeSymbols>());
  // A failure is reported by the lookup that runs into it.
  impl->session->setErrorReporter([](Error error) { consumeError(std::move(error)); });
}

Jit &Jit::get() {
  // Never destroyed: threads may still run kernels while the process ends.
  static Jit *jit = new Jit();
  return *jit;
}

StringRef Jit::cpu() const { return Codegen::hostCpu(); }

Expected<KernelEntry> Jit::load(std::unique_ptr<Module> module,
                                std::unique_ptr<LLVMContext> context, StringRef entry,
                                std::string *assembly, LoadTimes *times) {
  auto fail = [](const Twine &why) {
    return createStringError(inconvertibleErrorCode(), "cannot load compiled code: " + why);
  };
  if (!impl->session)
    return fail(impl->error);
  Function *function = module->getFunction(entry);
  if (!function || function->isDeclaration())
    return fail("there is no function '" + entry + "'");
  static std::atomic<uint64_t> counter{0};
  std::string name = "cv_kernel_" + std::to_string(counter++);
  function->setName(name);

  std::string error;
  std::unique_ptr<Codegen> codegen = impl->borrow(error);
  if (!codegen)
    return fail(error);
  double start = now();
  codegen->optimise(*module);
  double optimised = now();
  if (assembly)
    *assembly = codegen->assembly(*module);
  double text = now();
  SmallVector<char, 0> object;
  bool emitted = codegen->emit(*module, object);
  double generated = now();
  module.reset();
  context.reset();
  impl->giveBack(std::move(codegen));
  if (!emitted)
    return fail("the target has no code generator for object files");

  orc::ResourceTrackerSP tracker = impl->library->createResourceTracker();
  if (Error failed = impl->layer->add(
          tracker, std::make_unique<SmallVectorMemoryBuffer>(std::move(object), name,
                                                             /*RequiresNullTerminator=*/false)))
    return std::move(failed);
  Expected<orc::ExecutorSymbolDef> symbol =
      impl->session->lookup({impl->library}, impl->session->intern(name));
  if (!symbol) {
    consumeError(tracker->remove());
    return symbol.takeError();
  }
  auto address = symbol->getAddress().toPtr<KernelEntry>();
  {
    std::lock_guard<std::mutex> lock(impl->mutex);
    impl->trackers[reinterpret_cast<void *>(address)] = tracker;
  }
  if (times)
    *times = {optimised - start, generated - text, now() - generated};
  return address;
}

void Jit::unload(KernelEntry entry) {
  orc::ResourceTrackerSP tracker;
  {
    std::lock_guard<std::mutex> lock(impl->mutex);
    auto it = impl->trackers.find(reinterpret_cast<void *>(entry));
    if (it == impl->trackers.end())
      return;
    tracker = it->second;
    impl->trackers.erase(it);
  }
  consumeError(tracker->remove());
}

} // namespace covector::runtime
