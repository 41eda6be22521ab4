using ClinSeek.Benchmarks;

return await BenchmarkCommand.RunAsync(args);
