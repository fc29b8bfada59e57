using RemoteAssist.Benchmarks;
using RemoteAssist.Benchmarks.Codec;
using RemoteAssist.Benchmarks.Glass;
using RemoteAssist.Benchmarks.Live;
using RemoteAssist.Benchmarks.Relay;
using RemoteAssist.Benchmarks.Workloads;

// One line a benchmark: its class says the rest.
IBenchmark[] all = [new LiveBenchmark(), new GlassBenchmark(), new LinkBenchmark(), new RelayBenchmark(), new CodecBenchmark(), new Recorder()];

return await Dispatcher.RunAsync(all, args);
