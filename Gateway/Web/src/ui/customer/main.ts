import '../styles/base.css';
import '../styles/customer.css';
import './app.ts';
