// RUN: covector-opt %s | covector-opt | FileCheck %s
// RUN: covector-run %s --arg=1,2,3,4 --arg=0 | FileCheck %s --check-prefix=VALUE

// Nobody watches: the notes do nothing.
// CHECK-LABEL: func.func @main
// VALUE: tensor<4xf32>: 1, 2, 3, 4
func.func @main(%x: tensor<4xf32>, %i: tensor<i64>) -> tensor<4xf32> {
  // CHECK: array.check_numbers "argument" "0" [0] of [](%{{.*}}) : tensor<4xf32>
  array.check_numbers "argument" "0" [0] of [] (%x) : tensor<4xf32>
  // CHECK: array.check_numbers "made" "lu" [1, 2] of [0](%{{.*}}, %{{.*}}) : tensor<4xf32>, tensor<4xf32>
  array.check_numbers "made" "lu" [1, 2] of [0] (%x, %x) : tensor<4xf32>, tensor<4xf32>
  // CHECK: array.check_numbers "moved" "" [3] of [1, 2]()
  array.check_numbers "moved" "" [3] of [1, 2] ()
  // CHECK: array.check_numbers "loop" "" [0] of []()
  array.check_numbers "loop" "" [0] of [] ()
  // CHECK: array.check_numbers "iteration" "" [0] of [](%{{.*}}) : tensor<i64>
  array.check_numbers "iteration" "" [0] of [] (%i) : tensor<i64>
  return %x : tensor<4xf32>
}
