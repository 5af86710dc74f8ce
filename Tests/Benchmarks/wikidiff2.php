<?php
// Times wikidiff2's table diff of pairs of texts; the same input and output as BenchComparison.
$pairs = [];
foreach (file($argv[1]) as $line) {
  $pair = json_decode($line);
  $pairs[$pair->size][] = $pair;
}
ksort($pairs);
function cpuSeconds() {
  $usage = getrusage();
  return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']
    + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e6;
}
function measure($pairs) {
  $start = cpuSeconds();
  foreach ($pairs as $pair) wikidiff2_do_diff($pair->old, $pair->new, 2);
  return (cpuSeconds() - $start) / count($pairs) * 1000;
}
foreach ($pairs as $size => $own) {
  $first = measure($own);
  $rounds = max(2, min(20, intval(1500 / max(1, $first * count($own)))));
  $best = $first;
  for ($round = 0; $round < $rounds; $round++) $best = min($best, measure($own));
  echo "$size $best\n";
}
