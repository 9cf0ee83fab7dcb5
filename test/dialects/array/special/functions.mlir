// RUN: covector-opt %s | covector-opt | FileCheck %s

// Special functions: operands and result have one type of floats, or of complex numbers.

// CHECK-LABEL: func.func @gamma(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.gamma %[[X]] : tensor<4xf32>
func.func @gamma(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.gamma %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @lgamma(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.lgamma %[[X]] : tensor<4xf32>
func.func @lgamma(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.lgamma %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @digamma(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.digamma %[[X]] : tensor<4xf32>
func.func @digamma(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.digamma %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @polygamma(
// CHECK-SAME: %[[M:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.polygamma %[[M]], %[[X]] : tensor<4xf32>
func.func @polygamma(%m: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.polygamma %m, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @complex_lgamma(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.complex_lgamma %[[X]] : tensor<4xcomplex<f32>>
func.func @complex_lgamma(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %result = array.complex_lgamma %x : tensor<4xcomplex<f32>>
  return %result : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @beta(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>
// CHECK: array.beta %[[A]], %[[B]] : tensor<4xf32>
func.func @beta(%a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.beta %a, %b : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @betaln(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>
// CHECK: array.betaln %[[A]], %[[B]] : tensor<4xf32>
func.func @betaln(%a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.betaln %a, %b : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @binom(
// CHECK-SAME: %[[N:.*]]: tensor<4xf32>, %[[K:.*]]: tensor<4xf32>
// CHECK: array.binom %[[N]], %[[K]] : tensor<4xf32>
func.func @binom(%n: tensor<4xf32>, %k: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.binom %n, %k : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @poch(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[M:.*]]: tensor<4xf32>
// CHECK: array.poch %[[X]], %[[M]] : tensor<4xf32>
func.func @poch(%x: tensor<4xf32>, %m: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.poch %x, %m : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @gamma_density(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.gamma_density %[[A]], %[[X]] : tensor<4xf32>
func.func @gamma_density(%a: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.gamma_density %a, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @beta_density(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.beta_density %[[A]], %[[B]], %[[X]] : tensor<4xf32>
func.func @beta_density(%a: tensor<4xf32>, %b: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.beta_density %a, %b, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @igamma(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.igamma %[[A]], %[[X]] : tensor<4xf32>
func.func @igamma(%a: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.igamma %a, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @igammac(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.igammac %[[A]], %[[X]] : tensor<4xf32>
func.func @igammac(%a: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.igammac %a, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @igamma_grad_a(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.igamma_grad_a %[[A]], %[[X]] : tensor<4xf32>
func.func @igamma_grad_a(%a: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.igamma_grad_a %a, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @random_gamma_grad(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.random_gamma_grad %[[A]], %[[X]] : tensor<4xf32>
func.func @random_gamma_grad(%a: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.random_gamma_grad %a, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @betainc(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.betainc %[[A]], %[[B]], %[[X]] : tensor<4xf32>
func.func @betainc(%a: tensor<4xf32>, %b: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.betainc %a, %b, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @bessel_i0e(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.bessel_i0e %[[X]] : tensor<4xf32>
func.func @bessel_i0e(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.bessel_i0e %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @bessel_i1e(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.bessel_i1e %[[X]] : tensor<4xf32>
func.func @bessel_i1e(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.bessel_i1e %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @bessel_jn(
// CHECK-SAME: %[[N:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.bessel_jn %[[N]], %[[X]] : tensor<4xf32>
func.func @bessel_jn(%n: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.bessel_jn %n, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @erfcx(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.erfcx %[[X]] : tensor<4xf32>
func.func @erfcx(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.erfcx %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @dawsn(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.dawsn %[[X]] : tensor<4xf32>
func.func @dawsn(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.dawsn %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @ndtr(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.ndtr %[[X]] : tensor<4xf32>
func.func @ndtr(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.ndtr %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @ndtri(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.ndtri %[[X]] : tensor<4xf32>
func.func @ndtri(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.ndtri %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @log_ndtr(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.log_ndtr %[[X]] : tensor<4xf32>
func.func @log_ndtr(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.log_ndtr %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @wofz(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.wofz %[[X]] : tensor<4xcomplex<f32>>
func.func @wofz(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %result = array.wofz %x : tensor<4xcomplex<f32>>
  return %result : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @owens_t(
// CHECK-SAME: %[[H:.*]]: tensor<4xf32>, %[[A:.*]]: tensor<4xf32>
// CHECK: array.owens_t %[[H]], %[[A]] : tensor<4xf32>
func.func @owens_t(%h: tensor<4xf32>, %a: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.owens_t %h, %a : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @fresnel_sin(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.fresnel_sin %[[X]] : tensor<4xf32>
func.func @fresnel_sin(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.fresnel_sin %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @fresnel_cos(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.fresnel_cos %[[X]] : tensor<4xf32>
func.func @fresnel_cos(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.fresnel_cos %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @expi(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.expi %[[X]] : tensor<4xf32>
func.func @expi(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.expi %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @expn(
// CHECK-SAME: %[[N:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.expn %[[N]], %[[X]] : tensor<4xf32>
func.func @expn(%n: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.expn %n, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @sine_integral(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.sine_integral %[[X]] : tensor<4xf32>
func.func @sine_integral(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.sine_integral %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @cosine_integral(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.cosine_integral %[[X]] : tensor<4xf32>
func.func @cosine_integral(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.cosine_integral %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @spence(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.spence %[[X]] : tensor<4xf32>
func.func @spence(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.spence %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @hyp1f1(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.hyp1f1 %[[A]], %[[B]], %[[X]] : tensor<4xf32>
func.func @hyp1f1(%a: tensor<4xf32>, %b: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.hyp1f1 %a, %b, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @hyp1f1_grad_a(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.hyp1f1_grad_a %[[A]], %[[B]], %[[X]] : tensor<4xf32>
func.func @hyp1f1_grad_a(%a: tensor<4xf32>, %b: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.hyp1f1_grad_a %a, %b, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @hyp1f1_grad_b(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.hyp1f1_grad_b %[[A]], %[[B]], %[[X]] : tensor<4xf32>
func.func @hyp1f1_grad_b(%a: tensor<4xf32>, %b: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.hyp1f1_grad_b %a, %b, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @hyp2f1(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.hyp2f1 %[[A]], %[[B]], %[[C]], %[[X]] : tensor<4xf32>
func.func @hyp2f1(%a: tensor<4xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.hyp2f1 %a, %b, %c, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @hyp2f1_grad_a(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.hyp2f1_grad_a %[[A]], %[[B]], %[[C]], %[[X]] : tensor<4xf32>
func.func @hyp2f1_grad_a(%a: tensor<4xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.hyp2f1_grad_a %a, %b, %c, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @hyp2f1_grad_c(
// CHECK-SAME: %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[X:.*]]: tensor<4xf32>
// CHECK: array.hyp2f1_grad_c %[[A]], %[[B]], %[[C]], %[[X]] : tensor<4xf32>
func.func @hyp2f1_grad_c(%a: tensor<4xf32>, %b: tensor<4xf32>, %c: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.hyp2f1_grad_c %a, %b, %c, %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @xlogy(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.xlogy %[[X]], %[[Y]] : tensor<4xf32>
func.func @xlogy(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.xlogy %x, %y : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @xlog1py(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.xlog1py %[[X]], %[[Y]] : tensor<4xf32>
func.func @xlog1py(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.xlog1py %x, %y : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @entr(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.entr %[[X]] : tensor<4xf32>
func.func @entr(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.entr %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @rel_entr(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.rel_entr %[[X]], %[[Y]] : tensor<4xf32>
func.func @rel_entr(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.rel_entr %x, %y : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @logit(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.logit %[[X]] : tensor<4xf32>
func.func @logit(%x: tensor<4xf32>) -> tensor<4xf32> {
  %result = array.logit %x : tensor<4xf32>
  return %result : tensor<4xf32>
}

// CHECK-LABEL: func.func @zeta(
// CHECK: array.zeta {{.*}} {order = 2 : i64} : tensor<4xf64>
func.func @zeta(%x: tensor<4xf64>, %q: tensor<4xf64>) -> tensor<4xf64> {
  %result = array.zeta %x, %q {order = 2 : i64} : tensor<4xf64>
  return %result : tensor<4xf64>
}

// CHECK-LABEL: func.func @complex_polygamma(
// CHECK: array.complex_polygamma {{.*}} {order = 2 : i64} : tensor<4xcomplex<f64>>
func.func @complex_polygamma(%x: tensor<4xcomplex<f64>>) -> tensor<4xcomplex<f64>> {
  %result = array.complex_polygamma %x {order = 2 : i64} : tensor<4xcomplex<f64>>
  return %result : tensor<4xcomplex<f64>>
}
