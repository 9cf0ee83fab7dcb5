//===- Compile.cpp - from a module of arrays to LLVM IR -------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Compile.h"
#include "dialects/array/Calls.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "passes/lowering/CpuPipeline.h"
#include "passes/lowering/Passes.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace covector;

static std::string textOf(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  OpPrintingFlags flags;
  flags.elideLargeElementsAttrs(1024);
  module.print(stream, flags);
  return text;
}

/// The plan that array-plan-buffers left on the computing function.
static KernelInfo readPlan(LLVM::LLVMFuncOp main) {
  KernelInfo info;
  auto read = [&](StringRef name, auto &list) {
    auto attribute = main->getAttrOfType<DenseI64ArrayAttr>(name);
    list.assign(attribute.asArrayRef().begin(), attribute.asArrayRef().end());
  };
  read("array.inputs", info.inputBytes);
  read("array.outputs", info.outputBytes);
  read("array.forwards", info.outputForwards);
  read("array.donors", info.outputDonors);
  info.workspaceBytes = main->getAttrOfType<IntegerAttr>("array.workspace").getInt();
  return info;
}

/// Keeps what the results' elements are, for array-check-results: the lowering stores
/// narrow ones as integers.
static void noteFormats(ModuleOp module) {
  auto main = module.lookupSymbol<func::FuncOp>("main");
  SmallVector<int64_t> formats;
  for (Type type : main.getResultTypes()) {
    Type element = getElementTypeOrSelf(type);
    formats.push_back(array::isInexactElement(element) ? array::numberFormat(element) : -1);
  }
  main->setAttr("array.result_formats", DenseI64ArrayAttr::get(module.getContext(), formats));
}

FailureOr<CompiledModule> covector::compileForCpu(ModuleOp module, const CompileOptions &options,
                                                  Stages *stages) {
  bool keep = stages && stages->keep;
  if (options.checkNumbers)
    noteFormats(module);
  auto run = [&](function_ref<void(OpPassManager &)> build) {
    PassManager pm(module.getContext(), ModuleOp::getOperationName());
    pm.enableVerifier(false);
    build(pm);
    return pm.run(module);
  };
  if (keep) {
    if (failed(run(buildTransformsPipeline)))
      return failure();
    stages->transformed = textOf(module);
    if (failed(run(buildLinalgPipeline)))
      return failure();
    stages->linalg = textOf(module);
  }
  if (failed(run([&](OpPassManager &pm) {
        if (!keep) {
          buildTransformsPipeline(pm);
          buildLinalgPipeline(pm);
        }
        buildBufferPipeline(pm);
        if (options.checkNumbers)
          pm.addPass(
              createArrayCheckResultsPass(ArrayCheckResultsPassOptions{options.checkNumbers}));
        buildLlvmPipeline(pm, options);
      })))
    return failure();

  CompiledModule compiled;
  compiled.entry = "entry";
  compiled.info = readPlan(module.lookupSymbol<LLVM::LLVMFuncOp>("main"));
  compiled.context = std::make_unique<llvm::LLVMContext>();
  compiled.module = translateModuleToLLVMIR(module, *compiled.context, "covector");
  if (!compiled.module)
    return module.emitError("cannot be translated to LLVM IR");
  if (keep) {
    llvm::raw_string_ostream stream(stages->llvm);
    compiled.module->print(stream, nullptr);
  }
  return compiled;
}
