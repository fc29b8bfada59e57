using RemoteAssist.Benchmarks;
using RemoteAssist.Benchmarks.Live;

// One line a benchmark: its class says the rest.
IBenchmark[] all = [new LiveBenchmark()];

return await Dispatcher.RunAsync(all, args);
