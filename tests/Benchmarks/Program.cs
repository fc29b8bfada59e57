using RemoteAssist.Benchmarks;
using RemoteAssist.Benchmarks.Glass;
using RemoteAssist.Benchmarks.Live;

// One line a benchmark: its class says the rest.
IBenchmark[] all = [new LiveBenchmark(), new GlassBenchmark()];

return await Dispatcher.RunAsync(all, args);
