// RUN: covector-opt %s -array-jvp | FileCheck %s --check-prefix=JVP
// RUN: covector-opt %s -array-vjp | FileCheck %s --check-prefix=VJP
// RUN: covector-opt %s -array-linearize | FileCheck %s --check-prefix=LIN

// One loop carries values and tangents.
// JVP-LABEL: func.func @main_jvp(
// JVP: %[[R:.*]]:2 = array.scan consts(%arg0, %arg3) carry(%arg1, %arg4) over(%arg2, %arg5) length 4 :
// JVP: ^bb0(%{{.*}}: tensor<i64>, %[[A:.*]]: tensor<f32>, %[[DA:.*]]: tensor<f32>, %[[S:.*]]: tensor<f32>, %[[DS:.*]]: tensor<f32>, %[[X:.*]]: tensor<f32>, %[[DX:.*]]: tensor<f32>):
// JVP: array.cos %[[S]]
// JVP: return %[[R]]#0, %[[R]]#1

// The value's loop stacks sin and cos; the product is made again. The gradient's
// loop runs backward and carries the sum for the constant.
// VJP-LABEL: func.func @main_vjp(
// VJP: %[[P:.*]]:3 = array.scan consts(%arg0) carry(%arg1) over(%arg2) length 4 : {{.*}} -> (tensor<f32>, tensor<4xf32>, tensor<4xf32>) {
// VJP: %[[SIN:.*]] = array.sin
// VJP: %[[COS:.*]] = array.cos
// VJP: array.yield %{{.*}}, %[[COS]], %[[SIN]]
// VJP: %[[Z:.*]] = array.constant dense<0.000000e+00> : tensor<f32>
// VJP: %[[G:.*]]:3 = array.scan consts(%arg0) carry(%arg3, %[[Z]]) over(%arg2, %[[P]]#1, %[[P]]#2) length 4 reverse :
// VJP-NOT: array.cos
// VJP: array.mul %[[A:.*]], %{{.*}}
// VJP: return %[[P]]#0, %[[G]]#1, %[[G]]#0, %[[G]]#2

// LIN-LABEL: func.func @main_forward(
// LIN: return %{{.*}}#0, %arg0, %arg2, %{{.*}}#1, %{{.*}}#2
// LIN-LABEL: func.func @main_linear(
// LIN: array.scan {{.*}} length 4 :
// LIN-NOT: array.sin
func.func @main(%a: tensor<f32>, %b: tensor<f32>, %x: tensor<4xf32>) -> tensor<f32> {
  %last = array.scan consts(%a) carry(%b) over(%x) length 4
      : (tensor<f32>, tensor<f32>, tensor<4xf32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %factor: tensor<f32>, %sum: tensor<f32>, %element: tensor<f32>):
    %0 = array.mul %factor, %element : tensor<f32>
    %1 = array.sin %sum : tensor<f32>
    %2 = array.mul %1, %0 : tensor<f32>
    array.yield %2 : tensor<f32>
  }
  return %last : tensor<f32>
}
