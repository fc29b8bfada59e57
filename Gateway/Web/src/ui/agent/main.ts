import '../styles/base.css';
import '../styles/agent.css';
import '../styles/stage.css';
import './app.ts';
