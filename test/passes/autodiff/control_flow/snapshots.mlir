// RUN: covector-opt %s --array-checkpoint=snapshots=5 | FileCheck %s
// RUN: covector-opt %s --array-checkpoint=snapshots=5 --array-vjp | FileCheck %s --check-prefix=VJP
// RUN: covector-opt %s --array-checkpoint=snapshots=5 --array-linearize | FileCheck %s --check-prefix=LINEAR
// RUN: covector-opt %s --array-checkpoint="snapshots=5 function=long" --array-vjp=function=long \
// RUN:   | FileCheck %s --check-prefix=LONG
// RUN: covector-opt %s --array-checkpoint=snapshots=5 --array-linearize --array-vmap="function=main_linear size=3 in-axes=-1,-1,-1,-1,0" \
// RUN:   --array-transpose="function=main_linear_vmap argnums=4" | FileCheck %s --check-prefix=LANES
// RUN: not covector-opt %s --array-checkpoint=snapshots=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not covector-opt %s --array-checkpoint="snapshots=3 levels=2" 2>&1 | FileCheck %s --check-prefix=BOTH

// CHECK-LABEL: func.func @main(
// CHECK: array.scan {{.*}} length 100 {snapshots = 5 : i64}

// The loop fills five slots on its way to the last step, and there the sixth; the scan backward
// reverses one step in an iteration, and fills slots for the next.
// VJP-LABEL: func.func @main_vjp(
// VJP: %[[KEPT:.*]]:4 = array.while {{.*}} -> (tensor<6xf32>, tensor<6xi64>, tensor<i64>, tensor<i64>)
// VJP: array.scan consts({{.*}}) carry({{.*}}) over() count(
// VJP: array.scatter
// VJP: array.scan consts({{.*}}) carry(%arg1, %[[KEPT]]#0, %[[KEPT]]#1, %[[KEPT]]#2) over() length 100 reverse
// VJP-NOT: length 100
// VJP: array.cos
// VJP: array.while
// VJP: array.sin
// VJP: array.scatter

// As long as it is not transposed, the linear loop runs all steps again.
// LINEAR-LABEL: func.func @main_linear(%arg0: tensor<6xf32>, %arg1: tensor<6xi64>, %arg2: tensor<i64>, %arg3: tensor<f32>, %arg4: tensor<f32>)
// LINEAR: array.scan consts(%arg0, %arg1, %arg2) carry(%arg3, %arg4) over() length 100 {kept = 3 : i64, snapshots = 5 : i64}

// What was kept of one lane is not that of three: the snapshots are made again.
// LANES-LABEL: func.func @main_linear_vmap_transpose(
// LANES: array.while {{.*}} -> (tensor<6xf32>, tensor<6xi64>, tensor<i64>, tensor<i64>)
// LANES: array.scan {{.*}} length 100 reverse

// NEGATIVE: error: array-checkpoint: snapshots must not be negative, got -1
// BOTH: error: array-checkpoint: levels or snapshots must be given, got levels = 2 and snapshots = 3
func.func @main(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.scan consts() carry(%x) over() length 100 : (tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>):
    %1 = array.sin %a : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  return %0 : tensor<f32>
}

// A loop of unknown length is counted. Of what it carries the counter is not kept: the
// derivative does not depend on it.
// LONG-LABEL: func.func @long_vjp(
// LONG: %[[P:.*]]:3 = array.while consts() carry(%arg0, %{{.*}}) counted :
// LONG: array.while {{.*}} -> (tensor<6xf32>, tensor<6xi64>, tensor<i64>, tensor<i64>, tensor<i32>)
// LONG: array.scan {{.*}} count(%[[P]]#2) reverse {snapshots = 5 : i64} : {{.*}} -> (tensor<f32>, tensor<6xf32>, tensor<6xi64>, tensor<i64>)
func.func @long(%x: tensor<f32>) -> tensor<f32> {
  %n = array.constant dense<0> : tensor<i32>
  %y:2 = array.while consts() carry(%x, %n) : (tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>) while {
  ^bb0(%a: tensor<f32>, %i: tensor<i32>):
    %limit = array.constant dense<9> : tensor<i32>
    %0 = array.compare LT, %i, %limit : (tensor<i32>, tensor<i32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>, %i: tensor<i32>):
    %one = array.constant dense<1> : tensor<i32>
    %0 = array.sin %a : tensor<f32>
    %1 = array.add %i, %one : tensor<i32>
    array.yield %0, %1 : tensor<f32>, tensor<i32>
  }
  return %y#0 : tensor<f32>
}
