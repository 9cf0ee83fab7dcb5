// RUN: covector-opt %s -array-vjp=function=main | FileCheck %s
// RUN: covector-opt %s -array-vjp=function=nested | FileCheck %s --check-prefix=NESTED
// RUN: covector-opt %s -array-jvp=function=main | FileCheck %s --check-prefix=JVP
// RUN: covector-opt %s -array-linearize=function=main | FileCheck %s --check-prefix=LIN
// RUN: not covector-opt %s -array-transpose="function=main argnums=1" 2>&1 | FileCheck %s --check-prefix=ERROR

// The loop counts, and stacks what the scan backward reads.
// CHECK-LABEL: func.func @main_vjp(
// CHECK: %[[P:.*]]:3 = array.while consts(%arg0) carry(%arg1) counted :
// CHECK-SAME: -> (tensor<f32>, tensor<i64>, tensor<?xf32>)
// CHECK: array.scan consts() carry(%arg2) over(%[[P]]#2) count(%[[P]]#1) reverse :

// JVP-LABEL: func.func @main_jvp(
// JVP: array.while consts({{.*}}) carry(%arg1, %{{.*}}) :
// JVP-NOT: array.scan
// JVP-LABEL: func.func @nested(

// A stack cannot leave the function: the loop is run again.
// LIN-LABEL: func.func @main_forward(
// LIN: return %{{.*}}#0, %arg0, %arg1 :
// LIN-LABEL: func.func @main_linear(
// LIN: %[[P:.*]]:3 = array.while {{.*}} counted
// LIN: array.scan {{.*}} over(%[[P]]#2) count(%[[P]]#1) :

// ERROR: error: 'array.while' op is not supported by transpose yet
func.func @main(%limit: tensor<f32>, %x: tensor<f32>) -> tensor<f32> {
  %y = array.while consts(%limit) carry(%x) : (tensor<f32>, tensor<f32>) -> tensor<f32> while {
  ^bb0(%a: tensor<f32>, %l: tensor<f32>):
    %0 = array.compare LT, %a, %l : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>, %l: tensor<f32>):
    %0 = array.mul %a, %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  return %y : tensor<f32>
}

// Inside of a loop too: what is saved for each outer iteration is what the inner
// loop begins with.
// NESTED-LABEL: func.func @nested_vjp(
// NESTED: %[[P:.*]]:2 = array.scan consts(%arg0) carry(%arg1) over() length 3 :
// NESTED-SAME: -> (tensor<f32>, tensor<3xf32>)
// NESTED: array.scan consts(%arg0) carry(%arg2) over(%[[P]]#1) length 3 reverse :
// NESTED: %[[I:.*]]:3 = array.while {{.*}} counted
// NESTED: array.scan {{.*}} over(%[[I]]#2) count(%[[I]]#1) reverse
func.func @nested(%limit: tensor<f32>, %x: tensor<f32>) -> tensor<f32> {
  %r = array.scan consts(%limit) carry(%x) over() length 3 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %c: tensor<f32>, %b: tensor<f32>):
    %y = array.while consts(%c) carry(%b) : (tensor<f32>, tensor<f32>) -> tensor<f32> while {
    ^bb0(%a: tensor<f32>, %l: tensor<f32>):
      %0 = array.compare LT, %a, %l : (tensor<f32>, tensor<f32>) -> tensor<i1>
      array.yield %0 : tensor<i1>
    } do {
    ^bb0(%a: tensor<f32>, %l: tensor<f32>):
      %0 = array.mul %a, %a : tensor<f32>
      array.yield %0 : tensor<f32>
    }
    array.yield %y : tensor<f32>
  }
  return %r : tensor<f32>
}
