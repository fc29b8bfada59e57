// Browser, screen, database and all servers on one machine: one scenario at a time is load enough.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
