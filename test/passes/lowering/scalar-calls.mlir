// RUN: covector-opt %s --array-scalar-calls | FileCheck %s

// CHECK-DAG: llvm.func @cv_special_lanes(!llvm.ptr, !llvm.ptr, i64, i64)
// CHECK-DAG: llvm.func @cv_special_igamma(f64, f64) -> f64 attributes {{{.*}}memory_effects = #llvm.memory_effects<other = none, argMem = none
// CHECK-LABEL: func.func @scalar(
// CHECK-SAME:      %[[A:.*]]: f64, %[[X:.*]]: f64)
// CHECK:         %[[R:.*]] = llvm.call @cv_special_igamma(%[[A]], %[[X]]) : (f64, f64) -> f64
// CHECK:         return %[[R]]
func.func @scalar(%a: f64, %x: f64) -> f64 {
  %r = array.scalar_call "igamma"(%a, %x) : f64
  return %r : f64
}

// One call does all lanes of a vector, which lie in memory one operand after the other.
// CHECK-LABEL: func.func @vector(
// CHECK-SAME:      %[[A:.*]]: vector<8xf64>, %[[X:.*]]: vector<8xf64>)
// CHECK:         %[[PLACE:.*]] = llvm.alloca %{{.*}} x f64 {alignment = 64 : i64} : (i64) -> !llvm.ptr
// CHECK:         %[[FIRST:.*]] = llvm.getelementptr %[[PLACE]][0]
// CHECK:         llvm.store %[[A]], %[[FIRST]]
// CHECK:         %[[SECOND:.*]] = llvm.getelementptr %[[PLACE]][8]
// CHECK:         llvm.store %[[X]], %[[SECOND]]
// CHECK:         %[[FUNCTION:.*]] = llvm.mlir.addressof @cv_special_igamma : !llvm.ptr
// CHECK:         %[[OPERANDS:.*]] = llvm.mlir.constant(2 : i64)
// CHECK:         %[[LANES:.*]] = llvm.mlir.constant(8 : i64)
// CHECK:         llvm.call @cv_special_lanes(%[[FUNCTION]], %[[PLACE]], %[[OPERANDS]], %[[LANES]])
// CHECK:         %[[R:.*]] = llvm.load %[[PLACE]] {{.*}} : !llvm.ptr -> vector<8xf64>
// CHECK:         return %[[R]]
func.func @vector(%a: vector<8xf64>, %x: vector<8xf64>) -> vector<8xf64> {
  %r = array.scalar_call "igamma"(%a, %x) : vector<8xf64>
  return %r : vector<8xf64>
}
