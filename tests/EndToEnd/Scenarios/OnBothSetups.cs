using RemoteAssist.EndToEnd.Setups;

namespace RemoteAssist.EndToEnd.Scenarios;

[Collection(Embedded.Name)]
public sealed class PictureOnEmbedded(EmbeddedSetup setup) : PictureScenarios(setup);

[Collection(Embedded.Name)]
public sealed class VideoOnEmbedded(EmbeddedSetup setup) : VideoScenarios(setup);

[Collection(Embedded.Name)]
public sealed class PointerOnEmbedded(EmbeddedSetup setup) : PointerScenarios(setup);

[Collection(Embedded.Name)]
public sealed class KeyboardOnEmbedded(EmbeddedSetup setup) : KeyboardScenarios(setup);

[Collection(Embedded.Name)]
public sealed class RecoveryOnEmbedded(EmbeddedSetup setup) : RecoveryScenarios(setup);

[Collection(Embedded.Name)]
public sealed class JoinOnEmbedded(EmbeddedSetup setup) : JoinScenarios(setup);

[Collection(Embedded.Name)]
public sealed class ScreensOnEmbedded(EmbeddedSetup setup) : ScreensScenarios(setup);

[Collection(Clustered.Name)]
public sealed class PictureOnCluster(ClusterSetup setup) : PictureScenarios(setup);

[Collection(Clustered.Name)]
public sealed class VideoOnCluster(ClusterSetup setup) : VideoScenarios(setup);

[Collection(Clustered.Name)]
public sealed class PointerOnCluster(ClusterSetup setup) : PointerScenarios(setup);

[Collection(Clustered.Name)]
public sealed class KeyboardOnCluster(ClusterSetup setup) : KeyboardScenarios(setup);

[Collection(Clustered.Name)]
public sealed class RecoveryOnCluster(ClusterSetup setup) : RecoveryScenarios(setup);

[Collection(Clustered.Name)]
public sealed class JoinOnCluster(ClusterSetup setup) : JoinScenarios(setup);

[Collection(Clustered.Name)]
public sealed class ScreensOnCluster(ClusterSetup setup) : ScreensScenarios(setup);
