// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d i0e(x) = dx (i1e(x) - sign(x) i0e(x))
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[BESSELI0E1:.*]] = array.bessel_i0e %[[A]]
// FORWARD-NEXT:    %[[BESSELI1E2:.*]] = array.bessel_i1e %[[A]]
// FORWARD-NEXT:    %[[SIGN3:.*]] = array.sign %[[A]]
// FORWARD-NEXT:    %[[MUL4:.*]] = array.mul %[[SIGN3]], %[[BESSELI0E1]]
// FORWARD-NEXT:    %[[SUB5:.*]] = array.sub %[[BESSELI1E2]], %[[MUL4]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[SUB5]]
// FORWARD-NEXT:    return %[[BESSELI0E1]], %[[MUL6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[BESSELI0E1:.*]] = array.bessel_i0e %[[A]]
// REVERSE-NEXT:    %[[BESSELI1E2:.*]] = array.bessel_i1e %[[A]]
// REVERSE-NEXT:    %[[SIGN3:.*]] = array.sign %[[A]]
// REVERSE-NEXT:    %[[MUL4:.*]] = array.mul %[[SIGN3]], %[[BESSELI0E1]]
// REVERSE-NEXT:    %[[SUB5:.*]] = array.sub %[[BESSELI1E2]], %[[MUL4]]
// REVERSE-NEXT:    %[[MUL6:.*]] = array.mul %[[B]], %[[SUB5]]
// REVERSE-NEXT:    return %[[BESSELI0E1]], %[[MUL6]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.bessel_i0e %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
