// RUN: covector-opt %s -array-vjp -array-simplify -mlir-print-debuginfo | FileCheck %s

// Derivative code points at the user's line that it comes from, and says what it is
// the derivative of.
// CHECK-LABEL: func.func @main_vjp(
// CHECK-DAG:     array.sin {{.*}} loc([[SIN:#.*]])
// CHECK-DAG:     array.cos {{.*}} loc([[OFSIN:#.*]])
// CHECK-DAG:     array.exp {{.*}} loc([[EXP:#.*]])
// CHECK-DAG:     array.mul {{.*}} loc([[OFEXP:#.*]])
// CHECK-DAG:     array.mul {{.*}} loc([[OFSIN]])
// CHECK-DAG:   [[SIN]] = loc("user.py":1:1)
// CHECK-DAG:   [[EXP]] = loc("user.py":2:1)
// CHECK-DAG:   [[OFSIN]] = loc("derivative of sin"([[SIN]]))
// CHECK-DAG:   [[OFEXP]] = loc("derivative of exp"([[EXP]]))
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.sin %x : tensor<4xf32> loc("user.py":1:1)
  %1 = array.exp %0 : tensor<4xf32> loc("user.py":2:1)
  return %1 : tensor<4xf32>
}
