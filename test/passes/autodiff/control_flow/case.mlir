// RUN: covector-opt %s -array-vjp | FileCheck %s
// RUN: covector-opt %s -array-jvp | FileCheck %s --check-prefix=JVP

// The branches share a slot; the second leaves zeros in the other one.
// CHECK-LABEL: func.func @main_vjp(
// CHECK: %[[P:.*]]:3 = array.case %arg0, %arg1, %arg2 :
// CHECK: array.yield %{{.*}}, %[[COS:.*]], %[[SIN:.*]] :
// CHECK: %[[EXP:.*]] = array.exp
// CHECK: %[[ZERO:.*]] = array.constant dense<0.000000e+00>
// CHECK: array.yield %[[EXP]], %[[EXP]], %[[ZERO]] :
// CHECK: array.case %arg0, %arg2, %[[P]]#1, %[[P]]#2, %arg3 :
// CHECK-NOT: array.exp

// JVP-LABEL: func.func @main_jvp(
// JVP: array.case %arg0, %arg1, %arg2, %arg3, %arg4 :
func.func @main(%p: tensor<i1>, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.case %p, %x, %y : (tensor<i1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>, %b: tensor<4xf32>):
    %0 = array.sin %a : tensor<4xf32>
    %1 = array.mul %0, %b : tensor<4xf32>
    array.yield %1 : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>, %b: tensor<4xf32>):
    %0 = array.exp %a : tensor<4xf32>
    array.yield %0 : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}
