namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>Something that people do on a desktop.</summary>
/// <param name="Name">The clip's name.</param>
/// <param name="Prepare">Starts the programs and brings their windows up; returns what plays the scene, for <see cref="Recorder.Seconds"/> or longer.</param>
internal sealed record Scene(string Name, Func<Stage, Task<Func<Task>>> Prepare);
