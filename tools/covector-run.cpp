//===- covector-run.cpp - compiles and runs a program of arrays -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   covector-run program.mlir --args 1,2,3 0.5 @x.npy --output results
//
// compiles a function of a file, @main or that named by --function, and prints its
// results, one line each, or writes them to results/0.npy and so on. Arguments are
// lists of numbers in row-major order, of which one fills an array and complex
// numbers are written as two, or @ and the name of a .npy file. With
//
//   --check expected/0.npy expected/1.npy
//
// the results are compared with those of files instead: they must be equal (NaN
// equals NaN), or differ by no more than --atol + --rtol * |expected|. Where one
// does not, the differences are printed and the exit status is 1.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "passes/Register.h"
#include "passes/lowering/Compile.h"
#include "passes/numbers/CheckNumbers.h"
#include "runtime/Buffer.h"
#include "runtime/cpu/Jit.h"
#include "runtime/cpu/Libraries.h"
#include "runtime/cpu/Memory.h"
#include "runtime/cpu/Numbers.h"
#include "tools/Npy.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include <chrono>
#include <cmath>
#include <ctime>

using namespace mlir;
using namespace covector;
using covector::runtime::Buffer;

namespace cl = llvm::cl;
static cl::opt<std::string> file(cl::Positional, cl::desc("<program.mlir>"), cl::init("-"));
static cl::list<std::string>
    arguments("arg", cl::desc("the next argument: its elements, or @ and the name of a .npy file; "
                              "--args is followed by several"));
static cl::opt<std::string>
    functionName("function",
                 cl::desc("the function to run; by default @main, or the only one that is public"));
static cl::opt<std::string> outputFolder("output", cl::desc("write results to .npy files here"));
static cl::list<std::string> expectedFiles("check",
                                           cl::desc("compare the next results with .npy files"));
static cl::opt<double> relativeTolerance("rtol", cl::desc("relative tolerance of --check"),
                                         cl::init(0));
static cl::opt<double> absoluteTolerance("atol", cl::desc("absolute tolerance of --check"),
                                         cl::init(0));
static cl::opt<std::string> blas("blas", cl::desc("the OpenBLAS to use"));
static cl::opt<int> threads("cores", cl::desc("threads of large loops"), cl::init(0));
static cl::opt<bool> noSleef("no-sleef", cl::desc("do as if SLEEF were missing"));
static cl::opt<int64_t> blasWork("blas-work", cl::init(32768),
                                 cl::desc("least multiplications of a library's product"));
static cl::opt<int64_t> parallelWork("parallel-work", cl::init(CompileOptions().parallelWork),
                                     cl::desc("least work of a loop that threads share"));
static cl::opt<int64_t> vectorBytes("vector-bytes", cl::init(0),
                                    cl::desc("bytes of a vector; 0: as the machine has"));
static cl::opt<int> repeat("repeat", cl::desc("run so often, and print the shortest time"),
                           cl::init(0));
static cl::opt<int> compileRepeat("compile-repeat",
                                  cl::desc("compile so often, and print the steps' times"),
                                  cl::init(0));
static cl::opt<int64_t>
    checkNumbers("check-numbers", cl::init(0),
                 cl::desc("say where NaNs (1), infinities (2) or both (3) in results come from"));
static cl::opt<std::string> show("show",
                                 cl::desc("print a stage: transformed, linalg, llvm, assembly"));

/// Exits with a message.
[[noreturn]] static void fail(const llvm::Twine &message) {
  llvm::errs() << "error: " << message << "\n";
  std::exit(1);
}

/// Writes `number` at `place` as a number of type `type`.
static void writeNumber(Type type, StringRef number, char *place) {
  double value = 0;
  number = number.trim();
  if (number == "true" || number == "false")
    value = number == "true";
  else if (number.getAsDouble(value))
    fail("not a number: " + number);
  if (auto floatType = dyn_cast<FloatType>(type)) {
    bool inexact;
    llvm::APFloat converted(value);
    converted.convert(floatType.getFloatSemantics(), llvm::APFloat::rmNearestTiesToEven, &inexact);
    uint64_t bits = converted.bitcastToAPInt().getZExtValue();
    std::memcpy(place, &bits, bytesOf(type));
    return;
  }
  int64_t whole = static_cast<int64_t>(value);
  number.getAsInteger(10, whole); // exact where a double is not
  if (type.isInteger(1))
    whole = value != 0;
  std::memcpy(place, &whole, bytesOf(type));
}

/// The number of type `type` at `place`, rounded to a double.
static double numberAt(Type type, const char *place) {
  uint64_t bits = 0;
  std::memcpy(&bits, place, bytesOf(type));
  if (auto floatType = dyn_cast<FloatType>(type)) {
    llvm::APFloat value(floatType.getFloatSemantics(),
                        llvm::APInt(floatType.getWidth(), bits, false, /*implicitTrunc=*/true));
    bool inexact;
    value.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &inexact);
    return value.convertToDouble();
  }
  llvm::APInt value(type.getIntOrFloatBitWidth(), bits, false, /*implicitTrunc=*/true);
  return type.isUnsignedInteger() || type.isInteger(1) ? value.roundToDouble(false)
                                                       : value.roundToDouble(true);
}

static void printNumber(Type type, const char *place) {
  uint64_t bits = 0;
  std::memcpy(&bits, place, bytesOf(type));
  if (isa<FloatType>(type)) {
    llvm::outs() << llvm::format("%.*g", type.isF64() ? 15 : 7, numberAt(type, place));
  } else if (type.isInteger(1)) {
    llvm::outs() << (bits ? "true" : "false");
  } else {
    llvm::APInt value(type.getIntOrFloatBitWidth(), bits, false, /*implicitTrunc=*/true);
    value.print(llvm::outs(), !type.isUnsignedInteger());
  }
}

static void printArray(RankedTensorType type, const char *data) {
  Type element = type.getElementType(), part = element;
  if (auto complex = dyn_cast<ComplexType>(element))
    part = complex.getElementType();
  llvm::outs() << type << ": ";
  for (int64_t i = 0, e = type.getNumElements(); i != e; ++i) {
    llvm::outs() << (i ? ", " : "");
    const char *place = data + i * bytesOf(element);
    printNumber(part, place);
    if (part != element) {
      llvm::outs() << " + ";
      printNumber(part, place + bytesOf(part));
      llvm::outs() << "i";
    }
  }
  llvm::outs() << "\n";
}

/// Exits with the message of an error.
template <typename T> static T orExit(llvm::Expected<T> value) {
  if (value)
    return std::move(*value);
  fail(llvm::toString(value.takeError()));
}

static Buffer readArgument(RankedTensorType type, StringRef text) {
  if (text.consume_front("@"))
    return orExit(readNpy(text, type));
  Type element = type.getElementType(), part = element;
  int64_t count = type.getNumElements();
  if (auto complex = dyn_cast<ComplexType>(element)) {
    part = complex.getElementType();
    count *= 2;
  }
  SmallVector<StringRef> numbers;
  if (!text.empty())
    text.split(numbers, ',');
  if (int64_t(numbers.size()) != count && numbers.size() != 1)
    fail("an argument has " + Twine(numbers.size()) + " numbers, expected " + Twine(count));
  Buffer buffer = Buffer::allocate(count * bytesOf(part));
  for (int64_t i = 0; i < count; ++i)
    writeNumber(part, numbers[numbers.size() == 1 ? 0 : i],
                static_cast<char *>(buffer.data()) + i * bytesOf(part));
  return buffer;
}

/// Whether `result` is within the tolerances of the array in `path`; differences
/// are printed.
static bool checkResult(unsigned number, StringRef path, RankedTensorType type,
                        const Buffer &result) {
  Buffer expected = orExit(readNpy(path, type));
  Type part = type.getElementType();
  int64_t count = type.getNumElements();
  if (auto complex = dyn_cast<ComplexType>(part)) {
    part = complex.getElementType();
    count *= 2;
  }
  const char *got = static_cast<const char *>(result.data());
  const char *want = static_cast<const char *>(expected.data());
  int64_t bytes = bytesOf(part), wrong = 0;
  for (int64_t i = 0; i < count; ++i) {
    if (std::memcmp(got + i * bytes, want + i * bytes, bytes) == 0)
      continue;
    double x = numberAt(part, got + i * bytes), y = numberAt(part, want + i * bytes);
    bool isFloat = isa<FloatType>(part);
    if (isFloat && (x == y || (std::isnan(x) && std::isnan(y)) ||
                    std::abs(x - y) <= absoluteTolerance + relativeTolerance * std::abs(y)))
      continue;
    if (++wrong <= 10)
      llvm::errs() << llvm::format("result %u, number %lld: got %.17g, expected %.17g\n", number,
                                   static_cast<long long>(i), x, y);
  }
  if (wrong != 0)
    llvm::errs() << "error: result " << number << " differs from " << path << " in " << wrong
                 << " of " << count << " numbers\n";
  return wrong == 0;
}

/// The function to run if none is named.
static std::string defaultFunction(ModuleOp module) {
  auto isProgram = [](func::FuncOp f) { return f.isPublic() && !f.isDeclaration(); };
  auto programs = llvm::make_filter_range(module.getOps<func::FuncOp>(), isProgram);
  if (!module.lookupSymbol("main") && llvm::hasSingleElement(programs))
    return (*programs.begin()).getSymName().str();
  return "main";
}

/// Makes `@name` the program: the only public function, and named @main.
static LogicalResult chooseProgram(ModuleOp module, StringRef name) {
  auto chosen = module.lookupSymbol<func::FuncOp>(name);
  if (!chosen) {
    llvm::errs() << "error: the file has no function @" << name << "; it has";
    for (auto f : module.getOps<func::FuncOp>())
      llvm::errs() << " @" << f.getSymName();
    llvm::errs() << "\n";
    return failure();
  }
  SymbolTable symbols(module);
  if (name != "main")
    if (auto other = module.lookupSymbol<func::FuncOp>("main"))
      if (failed(symbols.renameToUnique(other, {})))
        return failure();
  for (auto f : module.getOps<func::FuncOp>())
    if (f != chosen)
      f.setPrivate();
  chosen.setPublic();
  return name == "main" ? success() : symbols.rename(chosen, "main");
}

/// The command line with `--arg` for each of the texts after `--args`, up to the
/// next option; numbers may have a sign. So for `--check`.
static std::vector<std::string> expandLists(int argc, char **argv) {
  std::vector<std::string> result;
  std::string list;
  for (int i = 0; i < argc; ++i) {
    StringRef text = argv[i];
    if (text == "--args" || text == "--check") {
      list = text == "--args" ? "--arg=" : "--check=";
      continue;
    }
    bool isOption =
        text.starts_with("--") || (text.size() > 1 && text[0] == '-' && llvm::isAlpha(text[1]) &&
                                   !text.starts_with("-inf") && !text.starts_with("-nan"));
    if (isOption)
      list.clear();
    result.push_back(list + text.str());
  }
  return result;
}

/// Runs the program once more, watched, and says where what it was asked about comes from.
static void explainNumbers(ModuleOp module, const CompileOptions &options,
                           ArrayRef<RankedTensorType> inputTypes) {
  if (failed(makeWatched(module)))
    fail("the program cannot be watched");
  OwningOpRef<ModuleOp> watched = module.clone();
  CompileOptions plain = options;
  plain.checkNumbers = 0;
  FailureOr<CompiledModule> compiled = compileForCpu(module, plain);
  if (failed(compiled))
    fail("the watched program cannot be compiled");
  KernelEntry entry = orExit(runtime::Jit::get().load(
      std::move(compiled->module), std::move(compiled->context), compiled->entry, nullptr));
  SmallVector<Buffer> buffers;
  for (auto [type, text] : llvm::zip(inputTypes, arguments))
    buffers.push_back(readArgument(type, text));
  for (int64_t bytes : compiled->info.outputBytes)
    buffers.push_back(Buffer::allocate(bytes));
  buffers.push_back(Buffer::allocate(compiled->info.workspaceBytes));
  SmallVector<void *> pointers;
  for (Buffer &buffer : buffers)
    pointers.push_back(buffer.data());
  runtime::NumberWatch watch(checkNumbers & 1, checkNumbers & 2);
  entry(pointers.data());
  auto origin =
      findOrigin(watched->lookupSymbol<func::FuncOp>("main"), watch.events(), watch.held());
  if (!origin) {
    llvm::outs() << "wrong number: of unknown origin\n";
    return;
  }
  auto place = [](Location location) {
    auto line = fileAndLine(location);
    return line ? llvm::sys::path::filename(line->first).str() + ":" + std::to_string(line->second)
                : "an unknown line";
  };
  llvm::outs() << (origin->isNan ? "NaN" : "infinity") << ": ";
  if (origin->isArgument)
    llvm::outs() << "in argument " << origin->operation;
  else
    llvm::outs() << "made by " << origin->operation << " at " << place(origin->location);
  for (auto [loop, iteration] : origin->loops)
    llvm::outs() << ", iteration " << iteration << " of the loop at " << place(loop);
  if (origin->inDerivative)
    llvm::outs() << ", in the derivative"
                 << (origin->derivativeOf.empty() ? "" : " of " + origin->derivativeOf);
  llvm::outs() << "\n";
}

static double cpuTime() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

int main(int argc, char **argv) {
  std::vector<std::string> words = expandLists(argc, argv);
  std::vector<const char *> pointersToWords;
  for (const std::string &word : words)
    pointersToWords.push_back(word.c_str());
  cl::ParseCommandLineOptions(pointersToWords.size(), pointersToWords.data(),
                              "compiles and runs a program of arrays\n");
  runtime::setBlasLibrary(blas);
  runtime::useSleef(!noSleef);
  if (threads > 0)
    runtime::setThreadCount(threads);
  DialectRegistry registry;
  registerDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  ParserConfig config(&context);
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(file, config);
  if (!module)
    return 1;
  if (functionName.empty())
    functionName = defaultFunction(*module);
  if (failed(chooseProgram(*module, functionName)))
    return 1;
  auto main = module->lookupSymbol<func::FuncOp>("main");
  SmallVector<RankedTensorType> inputTypes, outputTypes;
  for (Type type : main.getArgumentTypes())
    inputTypes.push_back(dyn_cast<RankedTensorType>(type));
  for (Type type : main.getResultTypes())
    outputTypes.push_back(dyn_cast<RankedTensorType>(type));
  if (llvm::is_contained(inputTypes, RankedTensorType()) ||
      llvm::is_contained(outputTypes, RankedTensorType())) {
    llvm::errs() << "error: arguments and results of @" << functionName << " must be tensors\n";
    return 1;
  }
  if (arguments.size() != inputTypes.size()) {
    llvm::errs() << "error: @" << functionName << " has " << inputTypes.size() << " arguments, got "
                 << arguments.size() << "\n";
    return 1;
  }
  if (!expectedFiles.empty() && expectedFiles.size() != outputTypes.size()) {
    llvm::errs() << "error: @" << functionName << " has " << outputTypes.size() << " results, got "
                 << expectedFiles.size() << " files to check them with\n";
    return 1;
  }

  CompileOptions options;
  options.threads = threads;
  options.blasWork = blasWork;
  options.vectorBytes = vectorBytes;
  options.parallelWork = parallelWork;
  options.checkNumbers = checkNumbers;
  Stages stages;
  stages.keep = !show.empty();
  std::string assembly;
  for (int i = 0; i < compileRepeat; ++i) {
    OwningOpRef<ModuleOp> copy = module->clone();
    double start = cpuTime();
    FailureOr<CompiledModule> compiled = compileForCpu(*copy, options);
    double lowered = cpuTime();
    if (failed(compiled))
      return 1;
    runtime::LoadTimes times;
    auto entry = runtime::Jit::get().load(std::move(compiled->module), std::move(compiled->context),
                                          compiled->entry, nullptr, &times);
    if (!entry) {
      llvm::errs() << "error: " << llvm::toString(entry.takeError()) << "\n";
      return 1;
    }
    double loaded = cpuTime();
    llvm::errs() << llvm::format("compile %.2f ms: lower %.2f, optimise %.2f, codegen %.2f, "
                                 "link %.2f\n",
                                 loaded - start, lowered - start, times.optimise, times.codegen,
                                 times.link);
    runtime::Jit::get().unload(*entry);
  }
  OwningOpRef<ModuleOp> original;
  if (checkNumbers)
    original = module->clone();
  FailureOr<CompiledModule> compiled = compileForCpu(*module, options, &stages);
  if (failed(compiled))
    return 1;
  auto entry = runtime::Jit::get().load(std::move(compiled->module), std::move(compiled->context),
                                        compiled->entry, show == "assembly" ? &assembly : nullptr);
  if (!entry) {
    llvm::errs() << "error: " << llvm::toString(entry.takeError()) << "\n";
    return 1;
  }
  if (!show.empty()) {
    llvm::outs() << (show == "transformed" ? stages.transformed
                     : show == "linalg"    ? stages.linalg
                     : show == "llvm"      ? stages.llvm
                                           : assembly);
    return 0;
  }

  const KernelInfo &info = compiled->info;
  SmallVector<Buffer> inputs, outputs;
  SmallVector<void *> pointers;
  for (auto [type, text] : llvm::zip(inputTypes, arguments)) {
    inputs.push_back(readArgument(type, text));
    pointers.push_back(inputs.back().data());
  }
  for (auto [i, bytes] : llvm::enumerate(info.outputBytes)) {
    int from = info.outputForwards[i] >= 0 ? info.outputForwards[i] : info.outputDonors[i];
    outputs.push_back(from >= 0 ? inputs[from] : Buffer::allocate(bytes));
    pointers.push_back(outputs.back().data());
  }
  Buffer workspace = Buffer::allocate(info.workspaceBytes);
  pointers.push_back(workspace.data());
  runtime::MissingMemory missing;
  bool have = llvm::all_of(outputs, [](const Buffer &output) { return output.data(); }) &&
              (workspace.data() || info.workspaceBytes == 0);
  if (!have) {
    llvm::errs() << "error: no memory left for the results and " << info.workspaceBytes
                 << " bytes of temporaries\n";
    return 1;
  }
  uint64_t alarms = runtime::numAlarms();
  if (!runtime::attempt([&] { (*entry)(pointers.data()); }, missing)) {
    llvm::errs() << "error: " << missing.message() << "\n";
    return 1;
  }
  if (runtime::numAlarms() != alarms)
    explainNumbers(*original, options, inputTypes);
  if (!outputFolder.empty())
    if (std::error_code problem = llvm::sys::fs::create_directories(outputFolder)) {
      llvm::errs() << "error: " << outputFolder << ": " << problem.message() << "\n";
      return 1;
    }
  bool allFit = true;
  for (auto [i, type, output] : llvm::enumerate(outputTypes, outputs)) {
    if (!expectedFiles.empty())
      allFit &= checkResult(i, expectedFiles[i], type, output);
    if (!outputFolder.empty()) {
      SmallString<128> path(outputFolder);
      llvm::sys::path::append(path, llvm::Twine(i) + ".npy");
      if (llvm::Error problem = writeNpy(path, type, output.data())) {
        llvm::errs() << "error: " << llvm::toString(std::move(problem)) << "\n";
        return 1;
      }
    } else if (expectedFiles.empty() && repeat == 0) {
      printArray(type, static_cast<const char *>(output.data()));
    }
  }
  if (!allFit)
    return 1;
  if (!expectedFiles.empty())
    llvm::outs() << outputTypes.size() << " results as expected\n";
  double best = 0;
  for (int i = 0; i < repeat; ++i) {
    auto start = std::chrono::steady_clock::now();
    (*entry)(pointers.data());
    double time = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    best = i && best < time ? best : time;
  }
  if (repeat > 0)
    llvm::outs() << llvm::format("%.3f us\n", best * 1e6);
  return 0;
}
