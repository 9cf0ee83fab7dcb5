// RUN: covector-run %s --arg=-3 --arg=1,2,3 --arg=4,5,6 | FileCheck %s --check-prefix=A
// RUN: covector-run %s --arg=1 --arg=1,2,3 --arg=4,5,6 | FileCheck %s --check-prefix=B
// RUN: covector-run %s --arg=2 --arg=1,2,3 --arg=4,5,6 | FileCheck %s --check-prefix=C
// RUN: covector-run %s --arg=7 --arg=1,2,3 --arg=4,5,6 | FileCheck %s --check-prefix=D

// Many branches, with arrays as results; selectors out of bounds; and one branch.
// A:      tensor<3xf32>: 5, 7, 9
// A-NEXT: tensor<3xf32>: 2, 4, 6
// B:      tensor<3xf32>: 4, 10, 18
// C:      tensor<3xf32>: 3, 3, 3
// D:      tensor<3xf32>: 4, 5, 6
func.func @main(%i: tensor<i32>, %x: tensor<3xf32>, %y: tensor<3xf32>)
    -> (tensor<3xf32>, tensor<3xf32>) {
  %0 = array.case %i, %x, %y : (tensor<i32>, tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32> {
  ^bb0(%a: tensor<3xf32>, %b: tensor<3xf32>):
    %2 = array.add %a, %b : tensor<3xf32>
    array.yield %2 : tensor<3xf32>
  }, {
  ^bb0(%a: tensor<3xf32>, %b: tensor<3xf32>):
    %2 = array.mul %a, %b : tensor<3xf32>
    array.yield %2 : tensor<3xf32>
  }, {
  ^bb0(%a: tensor<3xf32>, %b: tensor<3xf32>):
    %2 = array.sub %b, %a : tensor<3xf32>
    array.yield %2 : tensor<3xf32>
  }, {
  ^bb0(%a: tensor<3xf32>, %b: tensor<3xf32>):
    array.yield %b : tensor<3xf32>
  }
  %1 = array.case %i, %x : (tensor<i32>, tensor<3xf32>) -> tensor<3xf32> {
  ^bb0(%a: tensor<3xf32>):
    %2 = array.add %a, %a : tensor<3xf32>
    array.yield %2 : tensor<3xf32>
  }
  return %0, %1 : tensor<3xf32>, tensor<3xf32>
}
